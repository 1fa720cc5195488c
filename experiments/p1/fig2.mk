# Figure 2 of Pinkard 2019: the error against the number of training stacks.
figures += p1-fig2
p1-fig2.what := RMSE against the number of training stacks, beside the published points
p1-fig2.inputs := experiments/p1/published.tsv
# The published numbers of stacks, as far as there are enough; if there are fewer than the largest, all stacks too.
p1-fig2.most := $(words $(set.$(trained_on)-training))
p1-fig2.numbers := $(shell for n in $(subst $(comma), ,$(training)); do echo $$((n < $(p1-fig2.most) ? n : $(p1-fig2.most))); done | uniq)
# Those for which a point was published; each number against the one before it, and the last of these against the first.
p1-fig2.common := $(filter $(shell awk '$$1 == "p1-fig2" { print $$3 }' experiments/p1/published.tsv),$(p1-fig2.numbers))
p1-fig2.first := $(firstword $(p1-fig2.common))
p1-fig2.last := $(lastword $(p1-fig2.common))
p1-fig2.steps := $(foreach i,$(shell seq 2 $(words $(p1-fig2.numbers))),$(word $i,$(p1-fig2.numbers))@$(lastword \
  $(call first,$i,x $(p1-fig2.numbers))))
p1-fig2.steps += $(filter-out $(p1-fig2.steps) $(p1-fig2.first)@%,$(p1-fig2.last)@$(p1-fig2.first))
p1-fig2.seeds = $(call by_seed,stacks@$1,$(seeds))
p1-fig2.runs := $(foreach n,$(p1-fig2.numbers),$(subst $(comma), ,$(call p1-fig2.seeds,$n)))
$(call paired,p1-fig2,$(foreach s,$(p1-fig2.steps),stacks=$(subst @,;against=,$s):$(trained_on)-validation:$(call \
  p1-fig2.seeds,$(firstword $(subst @, ,$s))):$(call p1-fig2.seeds,$(lastword $(subst @, ,$s)))))
# The published recipe with as many stacks as the last published point has.
p1-fig2.recipe := $(if $(p1-fig2.last),$(call made,recipe@published/stacks@$(p1-fig2.last),judged))
p1-fig2.judged := $(p1-fig2.recipe:%=as=p1-fig2-recipe %)
