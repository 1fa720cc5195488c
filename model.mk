# model.mk -- make model KIND=deep-r DATA=dir: trains a network on stacks of one's own, or without DATA on simulated ones, and says where
# it is, how large its errors are in stacks that it has never seen, and what to type next. A stages.mk adds KIND to `models`, and says
#   KIND.paper      whose stages make it
#   KIND.network    its file
#   KIND.tables     how it did, which KIND.says prints, an awk program; KIND.rules makes them, if no stage does
#   KIND.use        the command that applies it, after which comes the file
.PHONY: model
ifneq ($(filter model,$(MAKECMDGOALS)),)
$(call $(KIND).rules)
network := $($(KIND).network)
model: $(network) $($(KIND).tables)
	@echo "$(network)"
	@awk -f experiments/columns.awk -f $($(KIND).says) $(filter-out $(network),$^)
	@echo "next: $($(KIND).use) $(network) < frames.npy"
endif
