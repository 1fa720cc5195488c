# Figure S3 of Luo 2020: beads at all depths of a layer of 20 um, in one image, as it is and as networks focus it that were trained for
# 5 and 8 um on either side; fused is the image with extended depth of field of the whole stack. The beads are found in the fused
# image, and each has its focus in the stack: the widths are by the z of the image from there.
ifeq ($(DATA),)
figures += p2-figS3
p2-figS3.what := beads in three dimensions, in one image and as networks of two ranges focus it, by the distance of each from focus
p2-figS3.tables := $(drawn)/p2-figS3.tsv $(drawn)/p2-figS3-ratios.tsv
p2-figS3.fields := $(set.beads-deep-test)
p2-figS3.ranges := 5 8
p2-figS3.shown := input $(p2-figS3.ranges:%=within-%) fused
p2-figS3.made := $(call made,,sharp,$(p2-figS3.fields))
p2-figS3.model = $(call made,$(call ranged,beads,$1),deepr,beads)
p2-figS3.fit := psf-fit $(call options,psf-fit)
p2-figS3.stack := $(call files,,sharp,%) $(call programs,tiff-read stack-align take)
$(out)/p2-figS3/%.fused.npy: $(call files,,sharp,%) $(call programs,meta) | $$(@D)/.
	$(Q)meta z_um=0 < $< > $@
$(out)/p2-figS3/%.input.npy: $(p2-figS3.stack) | $$(@D)/.
	$(Q)$(aligned_focal) | take --where z_um=-0.01:0.01 > $@
define p2-figS3.network
$(out)/p2-figS3/%.within-$1.npy: $(call p2-figS3.model,$1) $(out)/p2-figS3/%.input.npy $(call programs,deepr)
	$$(call say,apply the network of $1 um to a plane of $$*)
	$$(Q)deepr $$(word 1,$$^) < $$(word 2,$$^) > $$@
endef
$(foreach r,$(p2-figS3.ranges),$(eval $(call p2-figS3.network,$r)))
$(out)/p2-figS3/%.axial.tsv: $(out)/p2-figS3/%.fused.npy $(p2-figS3.stack) $(call programs,psf-fit) $(call parameter,psf-fit.size)
	$(call say,find the beads of $*)
	$(Q)$(p2-figS3.fit) < $< > $@.found && $(aligned_focal) | $(p2-figS3.fit) --at $@.found --axial $@ > $@.all && rm $@.found $@.all
define p2-figS3.widths
$(out)/p2-figS3/%.$1.tsv: experiments/p2/own-focus.awk $(out)/p2-figS3/%.axial.tsv $(out)/p2-figS3/%.$1.npy
	$$(Q)$(p2-figS3.fit) --at $$(word 2,$$^) < $$(word 3,$$^) | awk -f experiments/columns.awk -f $$< $$(word 2,$$^) - > $$@
endef
$(foreach s,$(p2-figS3.shown),$(eval $(call p2-figS3.widths,$s)))
p2-figS3.sources := $(foreach s,$(p2-figS3.shown),source=$s $(p2-figS3.fields:%=$(out)/p2-figS3/%.$s.tsv))
p2-figS3.needs := $(filter-out source=%,$(p2-figS3.sources))
p2-figS3.bin := 2
$(drawn)/p2-figS3.tsv: experiments/p2/widths.awk $(p2-figS3.needs) $(call stamp,p2-figS3,$(p2-figS3.sources) $(p2-figS3.bin)) | $$(@D)/.
	$(Q)awk -v bin=$(p2-figS3.bin) -f experiments/columns.awk -f $< $(p2-figS3.sources) > $@
# Within the smaller range, and between both: relative to the same beads in the fused image.
p2-figS3.near := both:0:5
p2-figS3.far := both:5.01:8
p2-figS3.ratios := near-5=within-5:mean:$(p2-figS3.near)/fused:mean:$(p2-figS3.near) \
  far-5=within-5:mean:$(p2-figS3.far)/fused:mean:$(p2-figS3.far) far-8=within-8:mean:$(p2-figS3.far)/fused:mean:$(p2-figS3.far) \
  far=within-8:mean:$(p2-figS3.far)/within-5:mean:$(p2-figS3.far)
$(drawn)/p2-figS3-ratios.tsv: experiments/p2/ratios.awk experiments/student.awk $(p2-figS3.needs) \
  $(call stamp,p2-figS3-ratios,$(p2-figS3.ratios)) | $$(@D)/.
	$(Q)awk -v ratios='$(p2-figS3.ratios)' -f experiments/columns.awk -f experiments/student.awk -f $< $(p2-figS3.sources) > $@

# The first field; its beads are ringed that lie between both ranges.
p2-figS3.field := $(out)/p2-figS3/$(firstword $(p2-figS3.fields))
p2-figS3.inputs := $(out)/p2-figS3/field.png $(p2-figS3.field).axial.tsv
p2-figS3.given := picture='$(out)/p2-figS3/field.png'; beads='$(p2-figS3.field).axial.tsv'; sources='$(p2-figS3.shown)'
$(out)/p2-figS3/field.png: $(p2-figS3.shown:%=$(p2-figS3.field).%.npy) $(call programs,show cast)
	$(Q)for f in $(filter %.npy,$^); do cast f4 < $$f; done | \
	  show --each --columns 4 --gap 12 --gamma 2 --percentile 0.35,99.95 $(captioned) > $@
endif
