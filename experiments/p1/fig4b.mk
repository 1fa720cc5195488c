# Figure 4b of Pinkard 2019: which frequencies a network decides by, that was trained on the whole spectrum: one by the
# profile's recipe, and one by ours, which makes smaller errors.

figures += p1-fig4b
p1-fig4b.what := saliency of two networks on the uncropped spectrum, beside the mean log spectrum and its two circles
p1-fig4b.tables := $(addprefix $(drawn)/p1-fig4b-,profile.tsv optics.tsv)
p1-fig4b.recipes := profile ours
p1-fig4b.inputs := $(addprefix $(out)/p1-fig4b/,$(p1-fig4b.recipes:%=%.png) spectrum.png)

p1-fig4b.profile := crop@full
p1-fig4b.ours := crop@full/part@$(p1-beyond.part)/$(call recipe,default)
p1-fig4b.positions := $(call validation_set,$(sample))
p1-fig4b.shown := $(call stamp,p1-fig4b,$(p1-fig4b.positions))
p1-fig4b.model = $(call run,$(p1-fig4b.$1))/model.npy
p1-fig4b.features = $(call features,$(p1-fig4b.$1),$(p1-fig4b.positions))
p1-fig4b.needs = $(call p1-fig4b.model,$1) $(call p1-fig4b.features,$1) $(p1-fig4b.shown) $(call programs,saliency show)

define p1-fig4b.rules
$(out)/p1-fig4b/$1.png: $(call p1-fig4b.needs,$1) | $$$$(@D)/.
	$$(call step,find the saliency ($1),3000)
	$$(Q)cat $$(call full,$(call p1-fig4b.features,$1)) | saliency $$< | show --percentile 0.5,99.8 > $$@
$(out)/p1-fig4b/$1.tsv: $(call p1-fig4b.needs,$1) | $$$$(@D)/.
	$$(call step,average the saliency along the circles ($1),3000)
	$$(Q)cat $$(call full,$(call p1-fig4b.features,$1)) | saliency --profile $$< > $$@
endef
$(foreach r,$(p1-fig4b.recipes),$(eval $(call p1-fig4b.rules,$r)))

$(out)/p1-fig4b/spectrum.png: $(call p1-fig4b.features,profile) $(p1-fig4b.shown) $(call programs,show) | $$(@D)/.
	$(Q)$(call frames,$(firstword $(p1-fig4b.positions)),coherent,$(call stored,,)) | show --spectrum --mean > $@
$(drawn)/p1-fig4b-profile.tsv: $(p1-fig4b.recipes:%=$(out)/p1-fig4b/%.tsv) | $$(@D)/.
	$(Q){ $(foreach r,$(p1-fig4b.recipes),$(call with_columns,recipe,$r,$(out)/p1-fig4b/$r.tsv);) } | $(join_tables) > $@
$(drawn)/p1-fig4b-optics.tsv: $(call p1-fig4b.model,profile) $(call programs,take meta) | $$(@D)/.
	$(Q)take 0 < $< | meta --list patch_px,na,lambda_um,pixel_um,led_na_y > $@
