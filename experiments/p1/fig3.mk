# Figure 3 of Pinkard 2019: what a network trained on one sample says of another, and after a little of that was added. Both
# samples are shown in the middle of their stacks under the LED. Of one's own stacks too, where DATA has two samples.
ifneq ($(unseen),)
figures += p1-fig3
p1-fig3.what := predicted against true defocus on a sample of the trained kind, of another kind, and on both after training on both
p1-fig3.both := sample@$(trained_on)+$(unseen)
p1-fig3.tested := $(trained_on)-test $(unseen)-test
p1-fig3.rows := $(foreach trained,$(trained_on) both,$(foreach tested,$(trained_on) $(unseen),trained=$(trained);tested=$(tested):$(call \
  made,$(if $(filter both,$(trained)),$(p1-fig3.both)),evaluated,$(tested)-test)))
p1-fig3.predicted := $(call made,,predicted,$(p1-fig3.tested)) $(call made,$(p1-fig3.both),predicted,$(p1-fig3.tested))
p1-fig3.inputs := $(call made,,picture,$(shown) $(firstword $(set.$(unseen)-test))) $(p1-fig3.predicted)
p1-fig3.given := one='$(trained_on)'; other='$(unseen)'; pictures='$(wordlist 1,2,$(p1-fig3.inputs))'; predictions='$(p1-fig3.predicted)'
endif
