# Figure 4b of Pinkard 2019: which frequencies a network decides by, that was trained on the whole spectrum.

figures += p1-fig4b
p1-fig4b.what := saliency of a network on the uncropped spectrum, beside the mean log spectrum and its two circles
p1-fig4b.tables := $(addprefix $(drawn)/p1-fig4b-,profile.tsv optics.tsv)
p1-fig4b.inputs := $(addprefix $(out)/p1-fig4b/,saliency.png spectrum.png)

p1-fig4b.run := crop@full
p1-fig4b.model := $(call run,$(p1-fig4b.run))/model.npy
p1-fig4b.positions := $(call validation_set,$(sample))
p1-fig4b.features := $(call features,$(p1-fig4b.run),$(p1-fig4b.positions))
p1-fig4b.shown := $(call stamp,p1-fig4b,$(p1-fig4b.positions))

$(out)/p1-fig4b/saliency.png: $(p1-fig4b.model) $(p1-fig4b.features) $(p1-fig4b.shown) $(call programs,saliency show) | $$(@D)/.
	$(call step,find the saliency,3000)
	$(Q)cat $(call full,$(p1-fig4b.features)) | saliency $< | show --percentile 0.5,99.8 > $@
$(out)/p1-fig4b/spectrum.png: $(p1-fig4b.features) $(p1-fig4b.shown) $(call programs,show) | $$(@D)/.
	$(Q)$(call frames,$(firstword $(p1-fig4b.positions)),coherent,$(call stored,,)) | show --spectrum --mean > $@
$(drawn)/p1-fig4b-profile.tsv: $(p1-fig4b.model) $(p1-fig4b.features) $(p1-fig4b.shown) $(call programs,saliency) | $$(@D)/.
	$(call step,average the saliency along the circles,3000)
	$(Q)cat $(call full,$(p1-fig4b.features)) | saliency --profile $< > $@
$(drawn)/p1-fig4b-optics.tsv: $(p1-fig4b.model) $(call programs,take meta) | $$(@D)/.
	$(Q)take 0 < $< | meta --list patch_px,na,lambda_um,pixel_um,led_na_y > $@
