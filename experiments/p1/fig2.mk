# Figure 2 of Pinkard 2019: the error against the number of training stacks.
figures += p1-fig2
p1-fig2.what := RMSE against the number of training stacks, beside the published points
p1-fig2.inputs := experiments/p1/published.tsv
# The published numbers of stacks, as far as there are enough; if there are fewer than the largest, all stacks too.
p1-fig2.most := $(words $(set.$(trained_on)-training))
p1-fig2.numbers := $(shell for n in $(subst $(comma), ,$(training)); do echo $$((n < $(p1-fig2.most) ? n : $(p1-fig2.most))); done | uniq)
p1-fig2.runs := $(foreach n,$(p1-fig2.numbers),$(foreach s,$(subst $(comma), ,$(seeds)),stacks@$n/fcfnn-train.seed@$s))
