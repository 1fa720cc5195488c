# What a deconvolution with a known point spread function can do, as far as that is known and the section is thin.
ifeq ($(DATA),)
figures += p2-psf
p2-psf.what := SSIM against z of deconvolved images, with the exact and with a measured PSF, of a thin section and of one of 4 um
p2-psf.sample := ovary
p2-psf.worlds := psf@exact/slices@1 psf@measured/slices@1 psf@exact psf@measured psf@exact/slices@1/exposure@3
# Beyond the paper: a network for the thin section, beside a deconvolution that knows all. That of the thick one is the one of Figure 5.
p2-psf.taught := psf@exact/slices@1 psf@measured
p2-psf.z := -5 -4 -3 -2 -1 1 2 3 4 5
$(eval $(call restorations,p2-psf,$(p2-psf.sample),$(p2-psf.worlds),$(p2-psf.z),$(p2-psf.taught)))
p2-psf.inputs := experiments/p2/published.tsv
p2-psf.given := panels='$(foreach w,$(p2-psf.worlds),$(subst $(space),$(comma),$(foreach p,slices exposure psf,$(call setting,$w,$p))))'
endif
