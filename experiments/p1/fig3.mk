# Figure 3 of Pinkard 2019: what a network trained on one sample says of another, and after a little of that was added.
# Of one's own stacks too, where DATA has two samples.

ifneq ($(unseen),)

figures += p1-fig3
p1-fig3.what := predicted against true defocus on a sample of the trained kind, of another kind, and on both after training on both
p1-fig3.both := sample@$(trained_on)+$(unseen)
p1-fig3.inputs := $(addprefix $(out)/p1-fig3/,one.png other.png)

# $(call p1-fig3.case,TABLE,RUN,TRAINED ON,TESTED ON)
define p1-fig3.case
p1-fig3.tables += $(drawn)/p1-fig3-$1.tsv
$(drawn)/p1-fig3-$1.tsv: $(call run,$2)/model.npy $(call features,$2,$(call test_set,$4)) \
  $(call stamp,p1-fig3-$1,$(call test_set,$4)) $(call programs,predict) | $(drawn)/.
	$$(call say,predict $4 by $3)
	$$(Q)cat $$(call full,$(call features,$2,$(call test_set,$4))) | predict --with stack,z_um,target_um $$< > $$@
p1-fig3.judge += evaluate --column trained=$3 --column tested=$4 $(drawn)/p1-fig3-$1.tsv;
endef
p1-fig3.tables :=
p1-fig3.judge :=
$(eval $(call p1-fig3.case,one-one,,$(trained_on),$(trained_on)))
$(eval $(call p1-fig3.case,one-other,,$(trained_on),$(unseen)))
$(eval $(call p1-fig3.case,both-one,$(p1-fig3.both),both,$(trained_on)))
$(eval $(call p1-fig3.case,both-other,$(p1-fig3.both),both,$(unseen)))

$(drawn)/p1-fig3.tsv: $(p1-fig3.tables) $(call programs,evaluate)
	$(Q){ $(p1-fig3.judge) } | $(join_tables) > $@
p1-fig3.tables += $(drawn)/p1-fig3.tsv

# Both samples under the LED, in the middle of their stacks.
p1-fig3.shown.one := $(firstword $(call test_set,$(trained_on)))
p1-fig3.shown.other := $(firstword $(call test_set,$(unseen)))
$(out)/p1-fig3/%.png: $$(call features,,$$(p1-fig3.shown.$$*)) $(call stamp,p1-fig3-shown,$(p1-fig3.shown.one) \
  $(p1-fig3.shown.other)) $(call programs,take show) | $$(@D)/.
	$(Q)$(call frames,$(p1-fig3.shown.$*),coherent,$(call stored,,)) | take --where z_um=2:5 | take 0 | show > $@
endif
