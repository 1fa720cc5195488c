# Figure S8 of Luo 2020: the losses of the generator and of the critic in a training by the published recipe.
ifeq ($(DATA),)
figures += p2-figS8
tolerances += training_loss=5% critic_loss=0.005 validation_error=5% training_smooth=5% critic_smooth=0.005 validation_smooth=5%
p2-figS8.what := the losses of the generator and of the critic in a training by the published recipe, iteration by iteration
p2-figS8.network := $(call made,recipe@luo,deepr,breast)
p2-figS8.tables := $(drawn)/p2-figS8.tsv
$(drawn)/p2-figS8.tsv: experiments/p2/figS8-smooth.awk $(p2-figS8.network) | $$(@D)/.
	$(Q)awk -f experiments/columns.awk -f $< $(p2-figS8.network:.npy=.loss.tsv) > $@
endif
