# Figure 4a of Pinkard 2019: which part of the spectrum tells the defocus: its magnitude, its phase, its real part.

figures += p1-fig4a
p1-fig4a.what := magnitude, phase and real part as features: predicted against true defocus in training and in validation
p1-fig4a.parts := magnitude phase real
p1-fig4a.tables :=
# As many stacks of the training set are shown as there are for validation.
p1-fig4a.training := $(call first,$(validation),$(call training_positions,))
p1-fig4a.validation := $(call validation_set,$(sample))

# $(call p1-fig4a.case,PART,SET)
define p1-fig4a.case
p1-fig4a.tables += $(drawn)/p1-fig4a-$1-$2.tsv
$(drawn)/p1-fig4a-$1-$2.tsv: $(call run,part@$1)/model.npy $(call features,part@$1,$(p1-fig4a.$2)) \
  $(call stamp,p1-fig4a-$2,$(p1-fig4a.$2)) $(call programs,predict) | $(drawn)/.
	$$(call say,predict by the $1 in $2)
	$$(Q)cat $$(call full,$(call features,part@$1,$(p1-fig4a.$2))) | predict --with stack,target_um $$< > $$@
p1-fig4a.judge += evaluate --column part=$1 --column set=$2 $(drawn)/p1-fig4a-$1-$2.tsv;
endef
p1-fig4a.judge :=
$(foreach p,$(p1-fig4a.parts),$(foreach s,training validation,$(eval $(call p1-fig4a.case,$p,$s))))

$(drawn)/p1-fig4a.tsv: $(p1-fig4a.tables) $(call programs,evaluate)
	$(Q){ $(p1-fig4a.judge) } | $(join_tables) > $@
p1-fig4a.tables += $(drawn)/p1-fig4a.tsv
