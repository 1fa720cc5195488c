# Note S3 of Pinkard 2019: five findings about the network and its training, each as an ablation of the profile's recipe
# that changes one thing.

figures += p1-noteS3
p1-noteS3.what := RMSE with one change: depth, width, input dropout, patches and consensus, crop, early stopping
p1-noteS3.tables := $(drawn)/p1-noteS3.tsv $(drawn)/p1-noteS3-patches.tsv

# Patches with a half and a quarter of the side, cropped to the same band of frequencies; named crops scale with the
# patch by themselves.
part_of_side = $(shell echo $$(($(fftcrop.patch) / $1)))
part_of_crop = $(shell IFS=x read -r rows columns <<< $(fftcrop.crop); \
  if [ -n "$$columns" ]; then echo $$((rows / $1))x$$((columns / $1)); else echo $(fftcrop.crop); fi)
p1-noteS3.depth := $(foreach n,1 2 5 10 20,fcfnn-train.layers@$n)
p1-noteS3.width := $(foreach n,10 30 100 300,fcfnn-train.width@$n)
p1-noteS3.dropout := $(foreach p,0 0.3 0.6 0.8,fcfnn-train.dropout@$p)
p1-noteS3.patches := $(foreach n,1 2 4,fftcrop.patch@$(call part_of_side,$n)/fftcrop.crop@$(call part_of_crop,$n))
p1-noteS3.crop := $(foreach c,$(call part_of_crop,4) $(call part_of_crop,2) $(fftcrop.crop) full,fftcrop.crop@$c)
# At a constant step size, because a falling one would have the same effect: the last weights, and the best ones of the
# same run.
p1-noteS3.stopping := $(foreach k,last best,fcfnn-train.schedule@constant/fcfnn-train.keep@$k)
p1-noteS3.findings := depth width dropout patches crop stopping
p1-noteS3.runs.all := $(foreach f,$(p1-noteS3.findings),$(p1-noteS3.$f:%=%/stacks@$(compared)))

$(drawn)/p1-noteS3.tsv: $(foreach r,$(p1-noteS3.runs.all),$(call made,$r,judged)) $(call stamp,p1-noteS3,$(p1-noteS3.runs.all)) | $$(@D)/.
	$(Q)$(collate) $(foreach f,$(p1-noteS3.findings),$(foreach r,$(p1-noteS3.$f),put='finding=$f change=$(subst \
	  $(space),$(comma),$(call as_columns,$r))' $(call files,$r/stacks@$(compared),judged))) > $@

# The gain by consensus: the spread of a frame is the standard deviation over its patches, so the mean squared error of
# a patch is that of the consensus plus the square of the spread.
p1-noteS3.predicted := $(foreach r,$(p1-noteS3.patches),$(call made,$r/stacks@$(compared),predicted,$(trained_on)-test))
$(drawn)/p1-noteS3-patches.tsv: experiments/p1/noteS3-patches.awk $(p1-noteS3.predicted) | $$(@D)/.
	$(Q)awk -f experiments/columns.awk -f $^ > $@
