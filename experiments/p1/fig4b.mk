# Figure 4b of Pinkard 2019: which frequencies decide, for two networks that were trained on the whole spectrum.
figures += p1-fig4b
p1-fig4b.what := saliency of two networks on the uncropped spectrum, the mean spectrum with its two circles, the light lost out of focus
p1-fig4b.tables := $(addprefix $(drawn)/p1-fig4b-,profile.tsv optics.tsv)
p1-fig4b.profile := fftcrop.crop@full
p1-fig4b.ours := fftcrop.crop@full/recipe@ours
p1-fig4b.made = $(call made,$(p1-fig4b.$1),saliency,$(trained_on)-validation)
p1-fig4b.spectrum := $(call made,,spectrum,$(firstword $(set.$(trained_on)-validation)))
p1-fig4b.inputs := $(foreach n,profile ours,$(call p1-fig4b.made,$n)) $(p1-fig4b.spectrum)
p1-fig4b.given := $(foreach n,profile ours,$n_saliency='$(call p1-fig4b.made,$n)';) mean_spectrum='$(p1-fig4b.spectrum)'
$(drawn)/p1-fig4b-profile.tsv: $(foreach n,profile ours,$(call p1-fig4b.made,$n)) | $$(@D)/.
	$(Q)$(collate) $(foreach n,profile ours,put=recipe=$n $(patsubst %.npy,%.tsv,$(call p1-fig4b.made,$n))) > $@
$(drawn)/p1-fig4b-optics.tsv: $(call made,$(p1-fig4b.profile),fcfnn) $(call programs,take meta) | $$(@D)/.
	$(Q)take 0 < $< | meta --list patch_px,na,lambda_um,pixel_um,led_na_y > $@
