# Figure 5 of Luo 2020: a section out of focus, deconvolved with the point spread function of beads, and focused by a network, at four z.
ifeq ($(DATA),)
figures += p2-fig5
p2-fig5.what := a 4 um section out of focus, deconvolved with the PSF of beads by two methods, and focused by Deep-R
p2-fig5.sample := ovary
p2-fig5.z := $(subst $(comma), ,$(shown_z))
$(eval $(call restorations,p2-fig5,$(p2-fig5.sample),psf@measured,$(p2-fig5.z),psf@measured))
# What is known of the images of one test field, that with the most contrast in focus, and their pictures, of which a part is shown
# enlarged.
p2-fig5.of = $(call made,psf@measured/$1,$2,$(set.$(p2-fig5.sample)-test-restored))
p2-fig5.read := $(p2-fig5.blurred) $(call p2-fig5.of,,kernel) $(foreach m,$(methods) method@deep-r,$(call p2-fig5.of,$m,restored))
p2-fig5.file = $(call files,psf@measured/$1,$2,$$stack)
p2-fig5.side := $(firstword $(subst x, ,$(restored_size)))
p2-fig5.inset := $(shell awk 'BEGIN {w = int($(p2-fig5.side) / 4); print w "x" w "+" 2 * w "+" int(w / 2)}')
p2-fig5.tables += $(drawn)/p2-fig5-shown.tsv
p2-fig5.blurred := $(call p2-fig5.of,,unfocused)
$(drawn)/p2-fig5-shown.tsv: experiments/p2/shown.awk $(p2-fig5.blurred) $(p2-fig5.fields) $(call programs,sharpness) | $(drawn)/.
	$(Q)$(call contrasts,$(p2-fig5.blurred)) | awk -v pick=method,choice,iterations,z_um,stack,ssim,rmse \
	  -f experiments/columns.awk -f $< - $(p2-fig5.fields) > $@
p2-fig5.inputs := $(out)/p2-fig5/truth.tsv
p2-fig5.given := pictures='$(out)/p2-fig5'; z='$(p2-fig5.z)'
$(out)/p2-fig5/truth.tsv: $(drawn)/p2-fig5-shown.tsv $(p2-fig5.read) $(call programs,show take) | $$(@D)/.
	$(Q)stack=$$($(call cell,stack) $< | head -1); \
	draw() { take --where z_um=$$2:$$2 < $$3 | show > $(@D)/$$1$$2.png; \
	  take --where z_um=$$2:$$2 < $$3 | take --region $(p2-fig5.inset) | show --scale 4 > $(@D)/$$1$$2-inset.png; }; \
	for z in $(p2-fig5.z); do \
	  draw input $$z $(call p2-fig5.file,method@input,restored); \
	  draw landweber $$z $(call p2-fig5.file,method@landweber,restored); \
	  draw published $$z $(call p2-fig5.file,,restored); \
	  draw deep-r $$z $(call p2-fig5.file,method@deep-r,restored); \
	  n=$$(awk -v z=$$z -f experiments/columns.awk -f experiments/p2/chosen.awk $<); \
	  $(foreach n,$(iterations),[ $$n != $n ] || draw validation $$z $(call p2-fig5.file,deconv-baseline.iterations@$n,restored);) \
	  take --where z_um=$$z:$$z < $(call p2-fig5.file,,kernel) | show --percentile 0,100 --limits $(@D)/psf.tsv --with \
	    pixel_um > $(@D)/psf$$z.png; \
	done; truth=$(call p2-fig5.file,,unfocused); truth=$${truth%.npy}.truth.npy; \
	take --region $(p2-fig5.inset) < $$truth | show --scale 4 > $(@D)/truth-inset.png && \
	show --limits $@ --with pixel_um < $$truth > $(@D)/truth.png
endif
