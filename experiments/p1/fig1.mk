# Figure 1 of Pinkard 2019: the focus of an incoherent stack, the features of a coherent image, prediction against truth. What is shown is
# the first position of the test set: five planes of its incoherent stack, and of the LED's stack the one at two thirds, well out of focus.
figures += p1-fig1
p1-fig1.what := the microscope; focus curve; coherent image, its spectrum and the crop; the move; predicted against true defocus
p1-fig1.prediction := $(call made,,predicted,$(trained_on)-test)
p1-fig1.portrait := $(call made,,portrait,$(shown))
p1-fig1.inputs := $(call made,,montage,$(shown)) $(p1-fig1.portrait) $(p1-fig1.prediction) $(patterns) $(dome)
p1-fig1.given := montage='$(firstword $(p1-fig1.inputs))'; portrait='$(p1-fig1.portrait)'; prediction='$(p1-fig1.prediction)'
p1-fig1.judged := as=p1-fig1-prediction $(p1-fig1.prediction)
p1-fig1.tables := $(addprefix $(drawn)/p1-fig1-,focus.tsv curve.tsv coherent.tsv crop.tsv summary.tsv)
$(drawn)/p1-fig1-focus.tsv: $(call made,,focus,$(shown)) $(call stamp,p1-fig1,$(shown)) | $$(@D)/.
	$(Q)cut -f-6 $< > $@
$(drawn)/p1-fig1-curve.tsv: $(call made,,focus,$(shown)) $(call stamp,p1-fig1,$(shown)) | $$(@D)/.
	$(Q)cp $(<:.tsv=.curve.tsv) $@
# The same stack under the LED, whose images are sharp out of focus too.
$(drawn)/p1-fig1-coherent.tsv: $(call made,,clarity,$(shown)) $(call stamp,p1-fig1,$(shown)) | $$(@D)/.
	$(Q)cp $< $@
$(drawn)/p1-fig1-summary.tsv: $(call made,,evaluated,$(trained_on)-test) | $$(@D)/.
	$(Q)cp $< $@
$(drawn)/p1-fig1-crop.tsv: $(call made,,features,$(shown)) $(call stamp,p1-fig1,$(shown)) $(call programs,take meta) | $$(@D)/.
	$(Q)take 0 < $< | meta --list patch_px,crop,pixel_um,na,lambda_um,led_na_x,led_na_y > $@
