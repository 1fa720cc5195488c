# Figure 2 of Pinkard 2019: the error against the number of training stacks.

figures += p1-fig2
p1-fig2.what := RMSE against the number of training stacks, beside the published points
p1-fig2.tables := $(drawn)/p1-fig2.tsv
p1-fig2.inputs := experiments/p1/published.tsv

p1-fig2.sample := $(firstword $(samples))
p1-fig2.training := $(call training_set,$(p1-fig2.sample))
p1-fig2.validation := $(call features,$(call validation_set,$(p1-fig2.sample)))
p1-fig2.test := $(call features,$(call test_set,$(p1-fig2.sample)))

# The published numbers, as far as there are stacks, and all of the stacks where there are fewer than the most.
p1-fig2.numbers := $(shell for n in $(subst $(comma), ,$(training)); do \
  echo $$((n < $(words $(p1-fig2.training)) ? n : $(words $(p1-fig2.training)))); done | uniq)
p1-fig2.seeds := $(subst $(comma), ,$(seeds))
p1-fig2.runs := $(foreach n,$(p1-fig2.numbers),$(foreach s,$(p1-fig2.seeds),$(out)/p1-fig2/$n-$s))
# The network that the other figures show: the first of those with the most training stacks.
p1-fig2.best := $(out)/p1-fig2/$(lastword $(p1-fig2.numbers))-$(firstword $(p1-fig2.seeds)).npy

# $(call p1-fig2.run,N,SEED)
define p1-fig2.run
$(out)/p1-fig2/$1-$2.npy: $(p1-fig2.validation) $(call features,$(call first,$1,$(p1-fig2.training))) \
  $(call stamp,p1-fig2-$1,$(p1-fig2.validation) $(call first,$1,$(p1-fig2.training))) \
  $(call programs,fcfnn-train) $(training_parameters) | $(out)/p1-fig2/.
	$$(call step,train on $1 stacks with seed $2,150)
	$$(Q)$$(call train,$2,$(p1-fig2.validation),$(call features,$(call first,$1,$(p1-fig2.training))))

$(out)/p1-fig2/$1-$2.tsv: $(out)/p1-fig2/$1-$2.npy $(p1-fig2.test) $(call stamp,p1-fig2-test,$(p1-fig2.test)) \
  $(call programs,predict evaluate)
	$$(call say,judge $1 stacks with seed $2)
	$$(Q){ $$(call p1-fig2.judge,$1,$2,validation); $$(call p1-fig2.judge,$1,$2,test); } | $$(join_tables) > $$@
endef
p1-fig2.judge = cat $(call full,$(p1-fig2.$3)) | predict --with stack,target_um $(out)/p1-fig2/$1-$2.npy | \
  evaluate --column training_stacks=$1 --column seed=$2 --column set=$3
$(foreach n,$(p1-fig2.numbers),$(foreach s,$(p1-fig2.seeds),$(eval $(call p1-fig2.run,$n,$s))))

$(drawn)/p1-fig2.tsv: $(p1-fig2.runs:%=%.tsv) $(call stamp,p1-fig2-runs,$(p1-fig2.runs)) | $$(@D)/.
	$(Q)cat $(p1-fig2.runs:%=%.tsv) | $(join_tables) > $@
