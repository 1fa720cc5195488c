# Figure S2 of Luo 2020: Deep-Z moves one plane, 2 um below focus, to others; Deep-R brings each of these into focus, and the plane
# itself. The width of the beads that stand alone in the stack: of deep-z, the images of Deep-Z at each z; of both, Deep-R of these;
# of deep-r, Deep-R of the input, without Deep-Z.
ifeq ($(DATA),)
figures += p2-figS2
p2-figS2.what := beads in one plane that Deep-Z moves to others, in these as Deep-R focuses them, and as Deep-R focuses it by itself
p2-figS2.tables := $(drawn)/p2-figS2.tsv $(drawn)/p2-figS2-ratios.tsv
p2-figS2.fields := $(set.beads-test)
p2-figS2.from := -2
p2-figS2.to := 2
p2-figS2.step := 0.2
p2-figS2.distances := $(shell seq 0 $(p2-figS2.step) $(call calculated,$(p2-figS2.to) - $(p2-figS2.from)))
p2-figS2.deep-z := $(call made,deepr-train.model@deep-z/within@10,deepr,beads)
p2-figS2.deep-r := $(call made,within@10,deepr,beads)
p2-figS2.made := $(call made,,widths,$(p2-figS2.fields))
p2-figS2.sources := deep-z both deep-r
# A field without a plane in focus leaves empty files.
p2-figS2.unless = if [ -s $< ]; then $1; fi > $@
p2-figS2.distance = $(call calculated,-($(p2-figS2.from)) + $1)
$(out)/p2-figS2/%.input.npy: $(call files,,nearest,%) $(call files,,sharp,%) $(call programs,tiff-read stack-align take label meta) \
  $(call stamp,p2-figS2-from,$(p2-figS2.from)) | $$(@D)/.
	$(Q)$(call if_focused,$(aligned_focal) | label --focus $(call in,nearest) | take --where target_um=$(call \
	  p2-figS2.distance,-0.01):$(call p2-figS2.distance,0.01) | meta z_um=$(p2-figS2.from))
$(out)/p2-figS2/%.deep-z.npy: $(out)/p2-figS2/%.input.npy $(p2-figS2.deep-z) $(call programs,deepr meta) \
  $(call stamp,p2-figS2-distances,$(p2-figS2.distances))
	$(call say,move a plane of $* to others)
	$(Q)$(call p2-figS2.unless,for um in $(p2-figS2.distances); do deepr --distance $$um $(p2-figS2.deep-z) < $<; done | \
	  meta --ramp z_um=$(p2-figS2.from)$(comma)$(p2-figS2.step))
$(out)/p2-figS2/%.both.npy: $(out)/p2-figS2/%.deep-z.npy $(p2-figS2.deep-r) $(call programs,deepr)
	$(call say,focus what was a plane of $*)
	$(Q)$(call p2-figS2.unless,deepr $(p2-figS2.deep-r) < $<)
$(out)/p2-figS2/%.deep-r.npy: $(out)/p2-figS2/%.input.npy $(p2-figS2.deep-r) $(call programs,deepr)
	$(Q)$(call p2-figS2.unless,deepr $(p2-figS2.deep-r) < $<)
define p2-figS2.widths
$(out)/p2-figS2/%.$1.tsv: $(out)/p2-figS2/%.$1.npy $(call files,,widths,%) $(call programs,psf-fit)
	$$(Q)$$(call p2-figS2.unless,psf-fit $$(call options,psf-fit) --at $$(patsubst %.tsv,%.axial.tsv,$$(word 2,$$^)) < $$< | \
	  $$(collate) put=focus_um=0 -)
endef
$(foreach s,$(p2-figS2.sources),$(eval $(call p2-figS2.widths,$s)))
p2-figS2.read := $(foreach s,$(p2-figS2.sources),source=$s $(p2-figS2.fields:%=$(out)/p2-figS2/%.$s.tsv))
p2-figS2.needs := $(filter-out source=%,$(p2-figS2.read)) $(call stamp,p2-figS2,$(p2-figS2.read))
$(drawn)/p2-figS2.tsv: experiments/p2/widths.awk $(p2-figS2.needs) | $$(@D)/.
	$(Q)awk -f experiments/columns.awk -f $< $(p2-figS2.read) > $@
# Over all planes; the input by itself against the best plane of Deep-Z, which a search would find, and against the plane that Deep-Z has
# left where it was. Moved: what Deep-Z makes of the plane in focus, against the plane that it starts from.
p2-figS2.ratios := narrower=both:mean:both:0:9/deep-z:mean:both:0:9 alike=both:sd:both:0:9/deep-z:sd:both:0:9 \
  search=deep-r:mean:both:0:9/deep-z:least:both:0:9 once=deep-r:sd:both:0:9/deep-z:sd:both:0:9 \
  gap=both:mean:below:2:2/deep-r:mean:both:0:9 moved=deep-z:mean:both:0:0/deep-z:mean:below:2:2
$(drawn)/p2-figS2-ratios.tsv: experiments/p2/ratios.awk experiments/student.awk $(p2-figS2.needs) \
  $(call stamp,p2-figS2-ratios,$(p2-figS2.ratios)) | $$(@D)/.
	$(Q)awk -v ratios='$(p2-figS2.ratios)' -f experiments/columns.awk -f experiments/student.awk -f $< $(p2-figS2.read) > $@

# Around the bead of the first field that has most room: the input and some of the planes of Deep-Z; below, each as Deep-R focuses it.
p2-figS2.field := $(out)/p2-figS2/$(firstword $(p2-figS2.fields))
p2-figS2.shown := -2 -1 0 1 2
p2-figS2.inputs := $(out)/p2-figS2/field.png
p2-figS2.given := picture='$(p2-figS2.inputs)'; at='$(p2-figS2.shown)'
p2-figS2.axial := $(patsubst %.tsv,%.axial.tsv,$(firstword $(p2-figS2.made)))
p2-figS2.side := $(call calculated,int($(frame) / 2.5))
$(out)/p2-figS2/field.png: experiments/p2/loneliest.awk $(foreach s,input deep-z deep-r both,$(p2-figS2.field).$s.npy) \
  $(firstword $(p2-figS2.made)) $(call programs,take cast show meta)
	$(Q)region=$(call lone_bead,$(p2-figS2.field).input.npy,$(p2-figS2.axial),$(p2-figS2.side)) && \
	  for pair in 'input deep-z' 'deep-r both'; do set -- $$pair; cast f4 < $(p2-figS2.field).$$1.npy; \
	    for z in $(p2-figS2.shown); do take --where z_um=$$(awk "BEGIN {print $$z - 0.01 \":\" ($$z + 0.01)}") < $(p2-figS2.field).$$2.npy; \
	  done; done | take --region $$region | show --each --columns 6 --gap 4 --gamma 2 --percentile 0.35,99.95 $(captioned) > $@
endif
