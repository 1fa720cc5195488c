# Figure 3 of Luo 2020: sections that shine by their own light, out of focus and as a network focuses them; and how far both are from the
# plane in focus, pixel by pixel.
ifeq ($(DATA),)
figures += p2-fig3
p2-fig3.what := two fields of autofluorescence, below and above focus, and as a network focuses them: the difference to the plane in focus
$(eval $(call curves,p2-fig3,1:5,source=input:method@input:breast source=deep-r:method@deep-r:breast))
# The two fields that have the most contrast in focus, at these z.
p2-fig3.z := -4 4
p2-fig3.of = $(call made,$1/farthest@$(far),$2,$(set.breast-test-restored))
p2-fig3.file = $(call files,$1/farthest@$(far),$2,$$stack)
p2-fig3.tables += $(drawn)/p2-fig3-shown.tsv
$(drawn)/p2-fig3-shown.tsv: experiments/p2/shown.awk $(call p2-fig3.of,,unfocused) $(call files_in,$(p2-fig3.made)) \
  $(call programs,sharpness) | $(drawn)/.
	$(Q)$(call contrasts,$(call p2-fig3.of,,unfocused)) | awk -v many=2 -v pick=source,stack,z_um,ssim,rmse \
	  -f experiments/columns.awk -f $< - <($(call joined,$(p2-fig3.made))) > $@
# The images, each with its own black and white; and the differences of input and output, all with one, 0 and the largest.
p2-fig3.inputs := $(out)/p2-fig3/images.png
p2-fig3.given := pictures='$(out)/p2-fig3'; z='$(p2-fig3.z)'; within=$(call inside,breast)
p2-fig3.both := $(foreach m,input deep-r,take --where z_um=$$z:$$z < $(call p2-fig3.file,method@$m,restored);)
$(p2-fig3.inputs): $(drawn)/p2-fig3-shown.tsv $(call p2-fig3.of,,unfocused) $(foreach m,input deep-r,$(call \
  p2-fig3.of,method@$m,restored)) $(call programs,show take cast similarity) | $$(@D)/.
	$(Q)rm -f $(@D)/*; for stack in $$($(call cell,stack) $< | uniq | awk '!seen[$$0]++'); do \
	  truth=$(call p2-fig3.file,,unfocused); truth=$${truth%.npy}.truth.npy; for z in $(p2-fig3.z); do \
	    { $(p2-fig3.both) cat $$truth; } >> $(@D)/images; \
	    { $(p2-fig3.both) } | $(compare) --difference $@.part $$truth > /dev/null; cat $@.part >> $(@D)/differences; \
	  done; done; rm -f $@.part; if [ -s $(@D)/images ]; then \
	  show --percentile 0,100 --limits $(@D)/differences.tsv < $(@D)/differences > /dev/null; \
	  range=0,$$($(call cell,white) $(@D)/differences.tsv | head -1); \
	  for i in $$($(call cell,frame) $(@D)/differences.tsv); do \
	    take $$((i - 1)) < $(@D)/differences | show --range $$range > $(@D)/difference$$i.png; done; \
	  show --each --columns 3 --gap 8 --limits $(@:.png=.tsv) --with z_um,pixel_um < $(@D)/images > $@; else : > $@; fi
endif
