# Note S3 of Pinkard 2019: five findings about the network and its training, each an ablation that changes one thing.
figures += p1-noteS3
p1-noteS3.what := depth and width, input dropout, patches and consensus, crop, early stopping: RMSE with each changed alone
p1-noteS3.tables := $(drawn)/p1-noteS3-patches.tsv
# Patches of a half and a quarter of the side, and the same band of frequencies; crops with a name follow the patch.
part_of_side = $(shell echo $$(($(fftcrop.patch) / $1)))
part_of_crop = $(shell IFS=x read -r rows columns <<< $(fftcrop.crop); \
  if [ -n "$$columns" ]; then echo $$((rows / $1))x$$((columns / $1)); else echo $(fftcrop.crop); fi)
p1-noteS3.depth := $(foreach n,1 2 5 10 20,fcfnn-train.layers@$n)
p1-noteS3.width := $(foreach n,10 30 100 300,fcfnn-train.width@$n)
p1-noteS3.dropout := $(foreach p,0 0.3 0.6 0.8,fcfnn-train.dropout@$p)
# The frames that judge in four patches, in sixteen and in 64.
p1-noteS3.patches := $(foreach n,1 2 4,fftcrop.patch@$(call part_of_side,$n)/fftcrop.crop@$(call part_of_crop,$n))
p1-noteS3.crop := $(foreach c,$(call part_of_crop,4) $(call part_of_crop,2) $(fftcrop.crop) full,fftcrop.crop@$c)
# At a constant step size, because a falling one would have the same effect: the last weights, and the best ones of the same run.
p1-noteS3.stopping := $(foreach k,last best,fcfnn-train.schedule@constant/fcfnn-train.keep@$k)
p1-noteS3.short := stacks@$(compared)/fcfnn-train.max-steps@$(brief)
p1-noteS3.rows := $(foreach f,depth width dropout patches crop stopping,$(foreach r,$(p1-noteS3.$f),finding=$f;change=$(subst \
  $(space),$(comma),$(call as_columns,$r)):$(call made,$r/$(p1-noteS3.short),judged)))
# What was found, as pairs: the change that is said to help, or not to, over the one that it is compared with.
p1-noteS3.side = $(call by_seed,$1/$(p1-noteS3.short),$(seeds))
p1-noteS3.pair = finding=$1;change=$(call p1-noteS3.named,$2);against=$(call p1-noteS3.named,$3):$(trained_on)-test:$(call \
  p1-noteS3.side,$2):$(call p1-noteS3.side,$3)
p1-noteS3.named = $(subst $(space),_,$(call as_columns,$1))
p1-noteS3.against = $(foreach n,$4,$(call p1-noteS3.pair,$1,$2@$3,$2@$n))
$(call paired,p1-noteS3,\
  $(call p1-noteS3.against,depth,fcfnn-train.layers,10,1 5) $(call p1-noteS3.against,depth,fcfnn-train.layers,20,10) \
  $(call p1-noteS3.against,width,fcfnn-train.width,100,10 30) $(call p1-noteS3.against,width,fcfnn-train.width,300,100) \
  $(call p1-noteS3.against,dropout,fcfnn-train.dropout,0.6,0) $(call p1-noteS3.against,crop,fftcrop.crop,$(fftcrop.crop),full) \
  $(call p1-noteS3.pair,patches,$(word 1,$(p1-noteS3.patches)),$(word 2,$(p1-noteS3.patches))) \
  $(call p1-noteS3.pair,stopping,$(word 2,$(p1-noteS3.stopping)),$(word 1,$(p1-noteS3.stopping))))
# What the consensus gains: a frame's spread is the standard deviation of its patches, so the mean squared error of a
# patch is that of the consensus and the spread's square.
$(drawn)/p1-noteS3-patches.tsv: experiments/p1/noteS3-patches.awk \
  $(foreach r,$(p1-noteS3.patches),$(call made,$r/$(p1-noteS3.short),predicted,$(trained_on)-test)) | $$(@D)/.
	$(Q)awk -f experiments/columns.awk -f $^ > $@
