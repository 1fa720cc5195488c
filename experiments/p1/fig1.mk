# Figure 1 of Pinkard 2019: the focus of an incoherent stack, the features of a coherent image, prediction against truth.

figures += p1-fig1
p1-fig1.what := focus curve; coherent image, its spectrum and the crop; predicted against true defocus
p1-fig1.tables := $(addprefix $(drawn)/p1-fig1-,focus.tsv curve.tsv crop.tsv prediction.tsv summary.tsv)
p1-fig1.inputs := $(addprefix $(out)/p1-fig1/,incoherent.png coherent.png spectrum.png)

# The position that is shown: the first of the test set.
p1-fig1.position := $(firstword $(call test_set,$(firstword $(samples))))

p1-fig1.shown := $(call stamp,p1-fig1-position,$(p1-fig1.position))

$(drawn)/p1-fig1-focus.tsv: $(out)/focus/$(p1-fig1.position).tsv $(p1-fig1.shown) | $$(@D)/.
	$(Q)cp $< $@
$(drawn)/p1-fig1-curve.tsv: $(out)/focus/$(p1-fig1.position).curve.tsv $(p1-fig1.shown) | $$(@D)/.
	$(Q)cp $< $@

# Five planes of the incoherent stack, and of the LED's stack the one at two thirds, well out of focus.
p1-fig1.planes = $$(tail -1 $(out)/focus/$(p1-fig1.position).tsv | cut -f2)
$(out)/p1-fig1/incoherent.png: $(out)/focus/$(p1-fig1.position).tsv $(p1-fig1.shown) \
  $(call programs,tiff-read take show) | $$(@D)/.
	$(Q)tiff-read $(READ) $(call stack_file,$(p1-fig1.position),$(incoherent)) | \
	  take $$(($(p1-fig1.planes) / 10))::$$(($(p1-fig1.planes) / 5)) | show --columns 5 --each > $@
$(out)/p1-fig1/coherent.npy: $(out)/features/$(p1-fig1.position).npy $(p1-fig1.shown) \
  $(call programs,tiff-read take) | $$(@D)/.
	$(Q)tiff-read $(READ) $(call stack_file,$(p1-fig1.position),$(coherent)) | \
	  take $$(($(p1-fig1.planes) * 2 / 3)) > $@
$(out)/p1-fig1/coherent.png: $(out)/p1-fig1/coherent.npy $(call programs,show)
	$(Q)show < $< > $@
$(out)/p1-fig1/spectrum.png: $(out)/p1-fig1/coherent.npy $(call programs,show)
	$(Q)show --spectrum < $< > $@

$(drawn)/p1-fig1-crop.tsv: $(out)/features/$(p1-fig1.position).npy $(p1-fig1.shown) $(call programs,take meta) | $$(@D)/.
	$(Q)take 0 < $< | meta --list patch_px,crop,pixel_um,na,lambda_um,led_na_x,led_na_y > $@

$(drawn)/p1-fig1-prediction.tsv: $$(p1-fig2.test) $$(p1-fig2.best) $$(call stamp,p1-fig1-best,$$(p1-fig2.test) \
  $$(p1-fig2.best)) $(call programs,predict) | $$(@D)/.
	$(call say,predict the test stacks)
	$(Q)cat $(call full,$(p1-fig2.test)) | predict --with stack,z_um,target_um $(p1-fig2.best) > $@

$(drawn)/p1-fig1-summary.tsv: $(drawn)/p1-fig1-prediction.tsv $(call programs,evaluate)
	$(Q)evaluate $< > $@
