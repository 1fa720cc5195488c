# Figure 8 of Luo 2020: Deep-Z moves the pixels of a plane in focus to surfaces that are tilted, cylindrical and spherical, and Deep-R
# focuses the image. Both are compared with the plane. Each surface reaches as far above as below it, `depth_um` from its highest to its
# lowest pixel: 8 um, within the training of both networks, unless the image is small. In the tables z_um is that depth.
ifeq ($(DATA),)
figures += p2-fig8
p2-fig8.what := images that Deep-Z has put out of focus by uneven surfaces, as they are and as Deep-R focuses them
p2-fig8.tables := $(drawn)/p2-fig8.tsv $(drawn)/p2-fig8-pairs.tsv
p2-fig8.fields := $(set.beads-test-restored)
p2-fig8.surfaces := tilted cylindrical spherical
p2-fig8.half := $(call calculated,$(restored_side) * $(beads.pixel_um) / 2)
p2-fig8.depth_um := $(call calculated,($(p2-fig8.half) > 16 ? 8 : $(p2-fig8.half) / 2))
p2-fig8.reach := $(call calculated,$(p2-fig8.depth_um) / 2)
p2-fig8.radius = --distance $(p2-fig8.reach) --radius $(call calculated,($1 * $(p2-fig8.half) ^ 2 + \
  $(p2-fig8.depth_um) ^ 2) / (2 * $(p2-fig8.depth_um)))
p2-fig8.tilted := --distance 0 --tilt $(call calculated,atan2($(p2-fig8.reach), $(p2-fig8.half)) * 45 / atan2(1, 1))
p2-fig8.cylindrical := $(call p2-fig8.radius,1)
p2-fig8.spherical := $(call p2-fig8.radius,2)
p2-fig8.deep-z := $(call made,deepr-train.model@deep-z/within@10,deepr,beads)
p2-fig8.deep-r := $(call made,within@10,deepr,beads)
p2-fig8.planes := $(call made,,unfocused,$(p2-fig8.fields))
define p2-fig8.rule
$(out)/p2-fig8/%.$1.npy $(out)/p2-fig8/%.$1.map.npy &: $(call files,,unfocused,%) $(p2-fig8.deep-z) $(call programs,deepr meta) \
  $(call stamp,p2-fig8-$1,$(p2-fig8.$1)) | $$$$(@D)/.
	$$(call say,move the pixels of $$* to a $1 surface)
	$$(Q): > $(out)/p2-fig8/$$*.$1.map.npy; if [ -s $$< ]; then deepr --surface $1 $(p2-fig8.$1) --dpm $(out)/p2-fig8/$$*.$1.map.npy \
	  $(p2-fig8.deep-z) < $$(patsubst %.npy,%.truth.npy,$$<) | meta z_um=$(p2-fig8.depth_um); fi > $(out)/p2-fig8/$$*.$1.npy
$(out)/p2-fig8/%.$1.focused.npy: $(out)/p2-fig8/%.$1.npy $(p2-fig8.deep-r) $(call programs,deepr)
	$$(call say,focus $$* on a $1 surface)
	$$(Q)if [ -s $$< ]; then deepr $(p2-fig8.deep-r) < $$<; fi > $$@
$(out)/p2-fig8/%.$1.tsv: $(call files,,unfocused,%) $(out)/p2-fig8/%.$1.npy $(call programs,similarity)
	$$(Q)if [ -s $$(word 2,$$^) ]; then $$(likeness) < $$(word 2,$$^); fi > $$@
$(out)/p2-fig8/%.$1.focused.tsv: $(call files,,unfocused,%) $(out)/p2-fig8/%.$1.focused.npy $(call programs,similarity)
	$$(Q)if [ -s $$(word 2,$$^) ]; then $$(likeness) < $$(word 2,$$^); fi > $$@
endef
$(foreach s,$(p2-fig8.surfaces),$(eval $(call p2-fig8.rule,$s)))
p2-fig8.made := $(foreach s,$(p2-fig8.surfaces),put='sample=$s source=deep-z' $(p2-fig8.fields:%=$(out)/p2-fig8/%.$s.tsv) \
  put='sample=$s source=deep-r' $(p2-fig8.fields:%=$(out)/p2-fig8/%.$s.focused.tsv))
$(p2-fig8.tables) &: experiments/p2/curves.awk experiments/student.awk $(filter %.tsv,$(p2-fig8.made)) \
  $(call stamp,p2-fig8,$(subst ',,$(p2-fig8.made))) | $(drawn)/.
	$(Q)$(collate) $(p2-fig8.made) | awk -v zones=$(p2-fig8.depth_um):$(p2-fig8.depth_um) -v pairs=$(drawn)/p2-fig8-pairs.tsv \
	  -f experiments/columns.awk -f experiments/student.awk -f experiments/p2/curves.awk - > $(drawn)/p2-fig8.tsv

# The field with the most contrast in focus: of each surface its distances, the image on it, and that as it is focused; and the plane.
p2-fig8.tables += $(drawn)/p2-fig8-shown.tsv
p2-fig8.part = $(p2-fig8.fields:%=$(out)/p2-fig8/%.$1)
$(drawn)/p2-fig8-shown.tsv: experiments/p2/shown.awk $(p2-fig8.planes) $(filter %.tsv,$(p2-fig8.made)) $(call \
  programs,sharpness) | $(drawn)/.
	$(Q)awk -v pick=sample,source,stack,ssim,rmse -f experiments/columns.awk -f $< \
	  <($(call contrasts,$(p2-fig8.planes:.npy=.truth.npy))) <($(collate) $(p2-fig8.made)) > $@
p2-fig8.inputs := $(out)/p2-fig8/truth.tsv
p2-fig8.given := pictures='$(out)/p2-fig8'; surfaces='$(p2-fig8.surfaces)'; depth_um=$(p2-fig8.depth_um)
p2-fig8.show := show --gamma 2 --percentile 0.35,99.95
$(out)/p2-fig8/truth.tsv: $(drawn)/p2-fig8-shown.tsv $(foreach s,$(p2-fig8.surfaces),$(call p2-fig8.part,$s.focused.npy)) \
  $(call programs,show)
	$(Q)stack=$$($(call cell,stack) $< | sed q); if [ -z "$$stack" ]; then : > $@; else \
	for s in $(p2-fig8.surfaces); do made=$(out)/p2-fig8/$$stack.$$s; \
	  show --range=-$(p2-fig8.reach),$(p2-fig8.reach) < $$made.map.npy > $(@D)/$$s-map.png; \
	  $(p2-fig8.show) < $$made.npy > $(@D)/$$s-deep-z.png; \
	  $(p2-fig8.show) < $$made.focused.npy > $(@D)/$$s-deep-r.png; \
	done; truth=$(call files,,unfocused,$$stack); \
	$(p2-fig8.show) --limits $@ --with pixel_um < $${truth%.npy}.truth.npy > $(@D)/truth.png; fi
endif
