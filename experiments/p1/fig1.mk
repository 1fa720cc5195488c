# Figure 1 of Pinkard 2019: the focus of an incoherent stack, the features of a coherent image, and predictions against
# truth.

figures += p1-fig1
p1-fig1.what := focus curve; coherent image, its spectrum and the crop; predicted against true defocus
p1-fig1.tables := $(addprefix $(drawn)/p1-fig1-,focus.tsv curve.tsv crop.tsv summary.tsv)
p1-fig1.inputs := $(addprefix $(out)/p1-fig1/,incoherent.png coherent.png spectrum.png) $(call made,,predicted,$(trained_on)-test)
p1-fig1.given := prediction='$(call files,,predicted,$(trained_on)-test)'
p1-fig1.judged := as=p1-fig1-prediction $(call files,,predicted,$(trained_on)-test)

# The figure shows the first position of the test set.
p1-fig1.stamp := $(call stamp,p1-fig1,$(shown))
p1-fig1.focus := $(call made,,focus,$(shown))
p1-fig1.features := $(call made,,features,$(shown))
$(drawn)/p1-fig1-focus.tsv: $(p1-fig1.focus) $(p1-fig1.stamp) | $$(@D)/.
	$(Q)cp $< $@
$(drawn)/p1-fig1-curve.tsv: $(p1-fig1.focus) $(p1-fig1.stamp) | $$(@D)/.
	$(Q)cp $(<:.tsv=.curve.tsv) $@
$(drawn)/p1-fig1-summary.tsv: $(call made,,evaluated,$(trained_on)-test) | $$(@D)/.
	$(Q)cp $< $@
$(drawn)/p1-fig1-crop.tsv: $(p1-fig1.features) $(p1-fig1.stamp) $(call programs,take meta) | $$(@D)/.
	$(Q)take 0 < $< | meta --list patch_px,crop,pixel_um,na,lambda_um,led_na_x,led_na_y > $@

# Five planes of the incoherent stack, and one plane of the LED's stack at two thirds, well out of focus.
p1-fig1.planes = $$($(call cell,planes) $(p1-fig1.focus))
$(out)/p1-fig1/incoherent.png: $(p1-fig1.focus) $(p1-fig1.stamp) $(call programs,take show) | $$(@D)/.
	$(Q)$(call stream,incoherent,$(shown)) | \
	  take $$(($(p1-fig1.planes) / 10))::$$(($(p1-fig1.planes) / 5)) | show --columns 5 --each > $@
$(out)/p1-fig1/coherent.npy: $(p1-fig1.features) $(p1-fig1.focus) $(p1-fig1.stamp) $(call programs,take) | $$(@D)/.
	$(Q)$(call stream,coherent,$(shown)) | take $$(($(p1-fig1.planes) * 2 / 3)) > $@
$(out)/p1-fig1/coherent.png: $(out)/p1-fig1/coherent.npy $(call programs,show)
	$(Q)show < $< > $@
$(out)/p1-fig1/spectrum.png: $(out)/p1-fig1/coherent.npy $(call programs,show)
	$(Q)show --spectrum < $< > $@
