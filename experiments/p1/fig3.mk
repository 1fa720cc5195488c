# Figure 3 of Pinkard 2019: what a network trained on one sample predicts for another, and how that improves if a few
# stacks of the other are added. Works with your own stacks too, if DATA has two samples.

ifneq ($(unseen),)
figures += p1-fig3
p1-fig3.what := predicted against true defocus on the trained sample, on another, and on both after training on both
p1-fig3.tables := $(drawn)/p1-fig3.tsv

# Both samples under the LED, in the middle of their stacks, and the predictions of the two networks for both.
p1-fig3.both := sample@$(trained_on)+$(unseen)
p1-fig3.tested := $(trained_on)-test $(unseen)-test
p1-fig3.predicted := $(call made,,predicted,$(p1-fig3.tested)) $(call made,$(p1-fig3.both),predicted,$(p1-fig3.tested))
p1-fig3.inputs := $(call made,,snapshot,$(shown) $(firstword $(set.$(unseen)-test))) $(p1-fig3.predicted)
p1-fig3.given := one='$(trained_on)'; other='$(unseen)'; pictures='$(wordlist 1,2,$(p1-fig3.inputs))'; predictions='$(p1-fig3.predicted)'

$(drawn)/p1-fig3.tsv: $(call made,,evaluated,$(p1-fig3.tested)) $(call made,$(p1-fig3.both),evaluated,$(p1-fig3.tested)) | $$(@D)/.
	$(Q)$(collate) $(foreach trained,$(trained_on) both,$(foreach tested,$(trained_on) $(unseen),put='trained=$(trained) tested=$(tested)' \
	  $(call files,$(if $(filter both,$(trained)),$(p1-fig3.both)),evaluated,$(tested)-test))) > $@
endif
