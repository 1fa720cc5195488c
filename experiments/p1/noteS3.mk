# Note S3 of Pinkard 2019: five findings about the network and its training, each as an ablation of the profile's recipe
# that changes one thing.

figures += p1-noteS3
p1-noteS3.what := depth and width, input dropout, patches and consensus, crop, early stopping: RMSE with each changed alone
p1-noteS3.tables := $(addprefix $(drawn)/p1-noteS3,.tsv -patches.tsv)

# Patches of a half and a quarter of the side, and the same band of frequencies cut out of them; crops that have a name
# follow the patch by themselves.
part_of_side = $(shell echo $$(($(patch) / $1)))
part_of_crop = $(shell IFS=x read -r rows columns <<< $(crop); \
  if [ -n "$$columns" ]; then echo $$((rows / $1))x$$((columns / $1)); else echo $(crop); fi)
p1-noteS3.depth := layers@1 layers@2 layers@5 layers@10 layers@20
p1-noteS3.width := width@10 width@30 width@100 width@300
p1-noteS3.dropout := dropout@0 dropout@0.3 dropout@0.6 dropout@0.8
p1-noteS3.patches := $(foreach n,1 2 4,patch@$(call part_of_side,$n)/crop@$(call part_of_crop,$n))
p1-noteS3.crop := crop@$(call part_of_crop,4) crop@$(call part_of_crop,2) crop@$(crop) crop@full
# Without a falling step size, which would do the same: to the end, and of that run the best weights.
p1-noteS3.stopping := schedule@constant/keep@last schedule@constant/keep@best
p1-noteS3.findings := depth width dropout patches crop stopping
p1-noteS3.runs := $(foreach f,$(p1-noteS3.findings),$(p1-noteS3.$f:%=%/stacks@$(compared)))

$(drawn)/p1-noteS3.tsv: $(call judged,$(p1-noteS3.runs)) $(call stamp,p1-noteS3,$(p1-noteS3.runs)) | $$(@D)/.
	$(Q){ $(foreach f,$(p1-noteS3.findings),$(foreach r,$(p1-noteS3.$f),$(call with_columns,finding change,$f \
	  $(subst /,$(comma),$(subst @,=,$r)),$(call at,$r/stacks@$(compared),$(all_stages))/judged.tsv);)) } | $(join_tables) > $@

# What the consensus gains: a frame's spread is the standard deviation of its patches, so the mean squared error of a
# patch is that of the consensus and the spread's square.
$(drawn)/p1-noteS3-patches.tsv: $(foreach r,$(p1-noteS3.patches),$(call run,$r/stacks@$(compared))/model.npy \
  $(call features,$r,$(call test_set,$(sample)))) $(call stamp,p1-noteS3-test,$(call test_set,$(sample))) $(call programs,predict) | $$(@D)/.
	$(Q)printf '# patch_px\tframes\tpatch_rmse_um\tconsensus_rmse_um\n' > $@; $(foreach r,$(p1-noteS3.patches),cat \
	  $(call full,$(call features,$r,$(call test_set,$(sample)))) | predict --with patch_px,target_um \
	  $(call at,$r/stacks@$(compared),$(all_stages))/model.npy | awk -F'\t' 'NR > 1 && $$2 != "nan" {n++; e = ($$2 - $$6) ^ 2; of_frame += e; \
	  of_patch += e + $$3 ^ 2} END {printf "%s\t%d\t%.4f\t%.4f\n", $$5, n, sqrt(of_patch / n), sqrt(of_frame / n)}' >> $@;)
