# Figure 1 of Pinkard 2019: the focus of an incoherent stack, the features of a coherent image, prediction against truth.

figures += p1-fig1
p1-fig1.what := focus curve; coherent image, its spectrum and the crop; predicted against true defocus
p1-fig1.tables := $(addprefix $(drawn)/p1-fig1-,focus.tsv curve.tsv crop.tsv prediction.tsv summary.tsv)
p1-fig1.inputs := $(addprefix $(out)/p1-fig1/,incoherent.png coherent.png spectrum.png)

# The position that is shown: the first of the test set.
p1-fig1.position := $(firstword $(call test_set,$(sample)))
p1-fig1.focus := $(out)/focus/$(p1-fig1.position)
p1-fig1.features := $(call features,,$(p1-fig1.position))
p1-fig1.model := $(call run,)/model.npy
p1-fig1.test := $(call features,,$(call test_set,$(sample)))
p1-fig1.shown := $(call stamp,p1-fig1-position,$(p1-fig1.position))

$(drawn)/p1-fig1-focus.tsv: $(p1-fig1.focus).tsv $(p1-fig1.shown) | $$(@D)/.
	$(Q)cp $< $@
$(drawn)/p1-fig1-curve.tsv: $(p1-fig1.focus).curve.tsv $(p1-fig1.shown) | $$(@D)/.
	$(Q)cp $< $@

# Five planes of the incoherent stack, and of the LED's stack the one at two thirds, well out of focus.
p1-fig1.planes = $$(tail -1 $(p1-fig1.focus).tsv | cut -f2)
$(out)/p1-fig1/incoherent.png: $(p1-fig1.focus).tsv $(p1-fig1.shown) $(call programs,take show) | $$(@D)/.
	$(Q)$(call frames,$(p1-fig1.position),incoherent,$(call stored,,)) | \
	  take $$(($(p1-fig1.planes) / 10))::$$(($(p1-fig1.planes) / 5)) | show --columns 5 --each > $@
$(out)/p1-fig1/coherent.npy: $(p1-fig1.features) $(p1-fig1.shown) $(call programs,take) | $$(@D)/.
	$(Q)$(call frames,$(p1-fig1.position),coherent,$(call stored,,)) | take $$(($(p1-fig1.planes) * 2 / 3)) > $@
$(out)/p1-fig1/coherent.png: $(out)/p1-fig1/coherent.npy $(call programs,show)
	$(Q)show < $< > $@
$(out)/p1-fig1/spectrum.png: $(out)/p1-fig1/coherent.npy $(call programs,show)
	$(Q)show --spectrum < $< > $@

$(drawn)/p1-fig1-crop.tsv: $(p1-fig1.features) $(p1-fig1.shown) $(call programs,take meta) | $$(@D)/.
	$(Q)take 0 < $< | meta --list patch_px,crop,pixel_um,na,lambda_um,led_na_x,led_na_y > $@

$(drawn)/p1-fig1-prediction.tsv: $(p1-fig1.model) $(p1-fig1.test) $(call stamp,p1-fig1-test,$(p1-fig1.test)) \
  $(call programs,predict) | $$(@D)/.
	$(call say,predict the test stacks)
	$(Q)cat $(call full,$(p1-fig1.test)) | predict --with stack,z_um,target_um $< > $@

$(drawn)/p1-fig1-summary.tsv: $(drawn)/p1-fig1-prediction.tsv $(call programs,evaluate)
	$(Q)evaluate $< > $@
