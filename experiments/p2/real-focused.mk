# Real beads, focused by a network that was taught simulated ones. How a bead spreads is measured in the left half of the field, from
# which the simulation makes other fields, with such noise and such steps of grey as the frames have; the right half is the test.
REAL_DATA ?= ../shared/data
p2-real-focused.files := $(sort $(wildcard $(REAL_DATA)/beads/hoogenboom/sample_zstack*.tif))
ifeq ($(DATA),)
ifeq ($(p2-real-focused.files),)
$(if $(filter list verify lock,$(MAKECMDGOALS)),$(info p2-real-focused is left out: no hoogenboom/sample_zstack*.tif in \
  REAL_DATA=$(REAL_DATA)/beads))
else
figures += p2-real-focused
p2-real-focused.what := real beads through focus, and as a network focuses them that was taught simulated ones
p2-real-focused.tables := $(drawn)/p2-real-focused.tsv $(drawn)/p2-real-focused-sides.tsv
p2-real-focused.folder := $(out)/p2-real-focused
p2-real-focused.optics := pixel_um=0.108 na=0.95 lambda_um=0.52
p2-real-focused.within := 3
p2-real-focused.fields := $(words $(set.beads-training) $(set.beads-validation))
p2-real-focused.focus = $$(sharpness --measure sd < $1 | $(call cell,focus_um))
$(p2-real-focused.folder)/left.npy $(p2-real-focused.folder)/right.npy &: $(p2-real-focused.files) $(call programs,tiff-read meta take) \
  | $$(@D)/.
	$(Q)tiff-read $(p2-real-focused.files) | meta stack=many --ramp z_um=0,0.3 $(p2-real-focused.optics) > $(@D)/field.npy
	$(Q)take --region 512x256+0+0 < $(@D)/field.npy > $(@D)/left.npy && take --region 512x256+0+256 < $(@D)/field.npy > $(@D)/right.npy
$(p2-real-focused.folder)/psf.npy: $(p2-real-focused.folder)/left.npy $(call programs,psf-beads sharpness meta)
	$(Q)psf-beads --size 49x49 < $< > $@.part && meta focus_um=$(call p2-real-focused.focus,$@.part) < $@.part > $@ && rm $@.part
# A ball of a third of the size that the simulated ones have, on pixels of that size: nearly a point, as the measured spread is that of a
# bead already.
$(p2-real-focused.folder)/pairs.npy: $(p2-real-focused.folder)/psf.npy $(call programs,specimen meta fluoresce camera label pair) \
  $(call stamp,p2-real-focused,$(p2-real-focused.fields) $(p2-real-focused.within)) $(call parameter,pair.size seed)
	$(call say,simulate fields of such beads,$(call calculated,$(p2-real-focused.fields) * 500) 200000)
	$(Q)for field in $$(seq $(p2-real-focused.fields)); do \
	  specimen beads --size 152x152 --pixel 0.6 --density 2400 --focus 0 --stack f$$field --seed $$(($(seed) * 100000 + field)) | \
	  meta $(p2-real-focused.optics) | fluoresce --psf $< --bin 1 --z=-$(p2-real-focused.within):$(p2-real-focused.within):0.3 | \
	  camera --photons 20000 --exposure-sd 0.3 --gain 20 --read-noise 6 --offset 2 --bits 8 --full-well 1e6 --seed $(seed); done | \
	  label --focus-um 0 | pair --size $(pair.size) --type f2 > $@
$(p2-real-focused.folder)/deepr.npy: $(p2-real-focused.folder)/pairs.npy $(call programs,deepr-train) $(call parameter,$(filter \
  deepr-train.%,$(parameters)))
	$(call say,train on simulated fields of such beads,$(deepr.cost))
	$(Q)$(call resuming,deepr-train $(call options,deepr-train),,$<)
$(p2-real-focused.folder)/focused.npy: $(p2-real-focused.folder)/deepr.npy $(p2-real-focused.folder)/right.npy $(call programs,deepr)
	$(Q)deepr $< < $(word 2,$^) > $@
$(p2-real-focused.folder)/input.tsv $(p2-real-focused.folder)/input.axial.tsv &: $(p2-real-focused.folder)/right.npy \
  $(call programs,psf-fit sharpness)
	$(Q)psf-fit --axial $(@D)/input.axial.tsv < $< | $(collate) put=focus_um=$(call p2-real-focused.focus,$<) - > $(@D)/input.tsv
$(p2-real-focused.folder)/output.tsv $(p2-real-focused.folder)/output.axial.tsv &: $(p2-real-focused.folder)/focused.npy \
  $(p2-real-focused.folder)/input.tsv $(p2-real-focused.folder)/right.npy $(call programs,psf-fit sharpness)
	$(Q)psf-fit --at $(@D)/input.axial.tsv --axial $(@D)/output.axial.tsv < $< | \
	  $(collate) put=focus_um=$(call p2-real-focused.focus,$(word 3,$^)) - > $(@D)/output.tsv
p2-real-focused.widths = source=input $(foreach f,$1,$(p2-real-focused.folder)/input$f) \
  source=output $(foreach f,$1,$(p2-real-focused.folder)/output$f)
$(drawn)/p2-real-focused.tsv: experiments/p2/widths.awk $(foreach s,input output,$(p2-real-focused.folder)/$s.tsv) | $$(@D)/.
	$(Q)awk -f experiments/columns.awk -f $< $(call p2-real-focused.widths,.tsv) > $@
$(drawn)/p2-real-focused-sides.tsv: experiments/p2/sides.awk experiments/student.awk $(foreach \
  s,input output,$(p2-real-focused.folder)/$s.tsv) | $$(@D)/.
	$(Q)awk -f experiments/columns.awk -f experiments/student.awk -f $< within=$(p2-real-focused.within) \
	  $(call p2-real-focused.widths,.tsv .axial.tsv) > $@

# The bead of the test that has most room, along z, as it is and as the network focuses it.
p2-real-focused.inputs := $(foreach s,input output,$(p2-real-focused.folder)/bead-$s.png)
p2-real-focused.given := folder='$(p2-real-focused.folder)'; within=$(p2-real-focused.within)
$(p2-real-focused.folder)/bead-%.npy: experiments/p2/loneliest.awk $(p2-real-focused.folder)/right.npy \
  $(p2-real-focused.folder)/focused.npy $(p2-real-focused.folder)/input.axial.tsv $(call programs,take meta label sharpness)
	$(Q)region=$(call lone_bead,$(word 2,$^),$(word 4,$^),61) && \
	  take --region $$region < $(if $(filter input,$*),$(word 2,$^),$(word 3,$^)) | \
	  label --focus-um=$(call p2-real-focused.focus,$(word 2,$^)) > $@
$(p2-real-focused.folder)/bead-%.png: $(p2-real-focused.folder)/bead-%.npy $(call programs,take meta show)
	$(Q)$(call along_z,$<)
endif
endif
