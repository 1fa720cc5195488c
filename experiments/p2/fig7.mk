# Figure 7 of Luo 2020: a decoder, taught by flat sections, finds the defocus of every pixel: of flat ones and of a tilted one.
ifeq ($(DATA),)
figures += p2-fig7
tolerances += mean_um=0.05 mean_sd_um=20% mean_low_um=0.1 mean_high_um=0.1 pixel_sd_um=5% error_um=0.05 pixel_error_um=0.05 \
  slope=0.02 tilt_deg=0.03 offset_um=0.05 line_um=0.05 sd_um=5%
p2-fig7.what := the defocus of every pixel that a decoder finds, in flat sections and in a tilted one
p2-fig7.flat := $(set.breast-test-restored)
p2-fig7.tilted := $(call first,$(fields_tilted),$(set.tilted-test))
p2-fig7.maps := $(call made,,mapped,$(p2-fig7.flat))
p2-fig7.slopes := $(call made,,sloped,$(p2-fig7.tilted))
p2-fig7.tables := $(drawn)/p2-fig7.tsv $(drawn)/p2-fig7-fields.tsv $(drawn)/p2-fig7-rows.tsv $(drawn)/p2-fig7-slopes.tsv
$(drawn)/p2-fig7.tsv $(drawn)/p2-fig7-fields.tsv &: experiments/p2/fig7-uniform.awk experiments/student.awk $(p2-fig7.maps) \
  $(call stamp,p2-fig7-flat,$(p2-fig7.maps)) $(call parameter,within) $(stamps)/sample-breast | $(drawn)/.
	$(Q)awk -v within=$(call inside,breast) -v curve=$(drawn)/p2-fig7.tsv -f experiments/columns.awk \
	  -f experiments/student.awk -f $< $(foreach m,$(p2-fig7.maps),$(m:.npy=.tsv) $(m:.npy=.rows.tsv)) > $(drawn)/p2-fig7-fields.tsv
$(drawn)/p2-fig7-rows.tsv $(drawn)/p2-fig7-slopes.tsv &: experiments/p2/fig7-tilted.awk $(p2-fig7.slopes) $(call stamp,p2-fig7-tilted,\
  $(p2-fig7.slopes)) $(call parameter,tilt) | $(drawn)/.
	$(Q)awk -v heights='0 -2.2' -v pixel=$(call p2.of,tilted,pixel_um) -v tilt=$(tilt) -v rows=$(drawn)/p2-fig7-rows.tsv \
	  -f experiments/columns.awk -f $< $(p2-fig7.slopes:.npy=.rows.tsv) > $(drawn)/p2-fig7-slopes.tsv
# The flat field with the most contrast in focus, at these z, and the first tilted one: input, output and map. All maps have one scale.
p2-fig7.z := -4 -2 2 4
p2-fig7.largest := $(call calculated,1.2 * $(call inside,breast))
p2-fig7.inputs := $(out)/p2-fig7/tilted.png
p2-fig7.given := pictures='$(out)/p2-fig7'; flat='$(out)/p2-fig7/flat.png'; tilted='$(p2-fig7.inputs)'; z='$(p2-fig7.z)'; \
  largest=$(p2-fig7.largest); within=$(call inside,breast)
p2-fig7.blurred := $(call made,,unfocused,$(p2-fig7.flat))
p2-fig7.file = $(call files,$1,$2,$$stack)
p2-fig7.each = for z in $(p2-fig7.z); do take --where z_um=$$z:$$z < $1; done
p2-fig7.draw = for i in $(wordlist 1,$2,1 2 3 4 5 6 7 8 9); do take $$((i - 1)) < $(@D)/maps | show \
  --range=-$(p2-fig7.largest),$(p2-fig7.largest) > $(@D)/$1-map$$i.png; done
$(p2-fig7.inputs): experiments/p2/shown.awk $(p2-fig7.blurred) $(call made,method@deep-r,restored,$(p2-fig7.flat)) $(p2-fig7.maps) \
  $(p2-fig7.slopes) $(drawn)/p2-fig7-fields.tsv $(call programs,show take meta sharpness) | $$(@D)/.
	$(Q)rm -f $(@D)/*; $(call contrasts,$(p2-fig7.blurred)) | awk -v pick=stack -f experiments/columns.awk -f $< - \
	  <($(collate) pick='stack=field' $(drawn)/p2-fig7-fields.tsv) > $(@D)/stack; stack=$$(sed -n 2p $(@D)/stack); \
	if [ -n "$$stack" ]; then { $(call p2-fig7.each,$(call p2-fig7.file,,unfocused)); $(call p2-fig7.each,$(call \
	    p2-fig7.file,method@deep-r,restored)); } | show --each --columns $(words $(p2-fig7.z)) --gap 8 \
	    --limits $(@D)/flat.tsv --with stack,z_um,pixel_um > $(@D)/flat.png; \
	  $(call p2-fig7.each,$(call p2-fig7.file,,mapped)) > $(@D)/maps; $(call p2-fig7.draw,flat,$(words $(p2-fig7.z))); \
	else printf 'frame\tstack\n' > $(@D)/flat.tsv; fi; \
	field=$(firstword $(p2-fig7.slopes)); take 4:6 < $$field > $(@D)/maps; $(call p2-fig7.draw,tilted,2); \
	for i in 0 2 1 3; do take $$i < $$field; done | show --each --columns 2 --gap 16 --limits $(@:.png=.tsv) --with stack,z_um,pixel_um > $@
endif
