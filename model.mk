# model.mk -- make model KIND=deep-r DATA=dir: trains a network on stacks of one's own, or without DATA on simulated ones, and says where
# it is, how large its errors are in stacks that it has never seen, and what to type next. A stages.mk adds KIND to `models`, and says
#   KIND.paper      whose stages make it
#   KIND.network    its file; KIND.taught, the samples that taught it
#   KIND.tables     how it did, which KIND.says prints, an awk program; KIND.rules makes them, if no stage does
#   KIND.record     a command that prints the same as KEY=VALUE, for the model to remember, from the files KIND.tested
#   KIND.use        the command that applies it, after which comes the file
.PHONY: model
ifneq ($(filter model,$(MAKECMDGOALS)),)
$(call $(KIND).rules)
network := $($(KIND).network)
tested := $($(KIND).tested)
model := $(out)/models/$($(KIND).taught)-$(KIND).npy
# The network, which figures use too, and what is known of it: in the metadata of its first array, which are those of a model.
$(model): $(network) $(tested) $(call programs,take meta evaluate) $(call stamp,model-taught,$($(KIND).taught)) | $$(@D)/.
	$(Q)record=$$($($(KIND).record)) && { take 0 < $< | meta taught_by=$($(KIND).taught) $(if $(DATA),positions_print=$$(sha256sum \
	  < $(raw)/positions.tsv | cut -c 1-16)) $$record; take 1: < $<; } > $@
model: $(model) $($(KIND).tables)
	@echo "$(model)"
	@awk -f experiments/columns.awk -f $($(KIND).says) $(filter-out $(model),$^)
	@echo "what it knows of itself: describe $(model)"
	@echo "next: $($(KIND).use) $(model) < frames.npy"
endif
