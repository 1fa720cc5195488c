# stages.mk -- the recipes of the stages in stages.tsv: two stacks of each position, one under an LED, which the network sees, and an
# incoherent one, in which the focus is found; features; a network; its predictions for stacks that it has not seen.
p1.judged := judged
tolerances += rmse_um=20% rmse_low_um=25% rmse_high_um=25% bias_um=1.5 right_side=0.1 within=0.1 \
  against_rmse_um=20% ratio=20% ratio_low=25% ratio_high=25% score=0.1% focus_um=0.001 confidence=0.01
# The network of `make model`.
models += fcfnn
fcfnn.paper := p1
fcfnn.network = $(call made,,fcfnn)
fcfnn.tables = $(call made,,judged)
fcfnn.says := experiments/p1/model.awk
fcfnn.taught = $(sample)
fcfnn.tested = $(foreach s,$(call run_samples,),$(call made,,predicted,$s-test))
# By depth in some ten steps.
fcfnn.record = awk -f experiments/columns.awk -f experiments/p1/record.awk <(evaluate $(tested)) <(evaluate $(tested) --by target_um \
  --step $$(take 0 < $(network) | meta --list target_low_um$(comma)target_high_um | awk -F'\t' 'NR == 2 {print ($$4 - $$3) / 10}'))
fcfnn.rules :=
fcfnn.use := predict

# Samples: the ones that a network is trained on, and one that the profile's network never sees, if there is one.
p1.own := incoherent coherent
p1.samples := $(call samples,cells tissue,$(p1.own))
ifneq ($(DATA),)
sample := $(subst $(space),+,$(or $(filter $(p1.samples),$(subst +, ,$(sample))),$(firstword $(p1.samples))))
p1.learnt := $(filter $(p1.samples),$(subst +, ,$(sample)))
endif
trained_on := $(firstword $(subst +, ,$(sample)))
unseen := $(firstword $(filter-out $(subst +, ,$(sample)),$(p1.samples)))
shown := $(if $(p1.samples),$(firstword $(set.$(trained_on)-test)))
run_samples = $(subst +, ,$(call setting,$1,sample))
set.taught = $(foreach s,$(run_samples),$(call first,$(call setting,$1,$(if \
  $(filter $s,$(firstword $(run_samples))),stacks,added)),$(set.$s-training)))
# In cross-validation every k-th stack, from the i-th on, neither teaches the network nor chooses its weights: for that
# fcfnn-train holds out others. $(call every,I,K,LIST)
folded = $(filter-out -,$(call setting,$1,fold))
every = $(if $(word $1,$3),$(word $1,$3) $(call every,$1,$2,$(call rest,$2,$3)))
set.held-out = $(call every,$(firstword $(subst of, ,$(folded))),$(lastword $(subst of, ,$(folded))),$(set.taught))
set.training = $(if $(folded),$(filter-out $(set.held-out),$(set.taught)),$(set.taught))
set.validation = $(if $(folded),,$(foreach s,$(run_samples),$(set.$s-validation)))
# As many training stacks as there are for validation, to show how well a network fits its training data.
set.shown-training = $(call first,$(validation),$(set.training))
set.judging = $(if $(folded),held-out,$(foreach s,$(run_samples),$s-validation $s-test))

# Simulated stacks take their seed from their position, so a stack is always the same, whatever else is made and in whatever order. All
# LEDs of a pattern are on for as long as a single one would be; the images are added (led-sum), and so are their full wells. The
# networks are judged by frames of several patches.
simulators := specimen illuminate camera
side_of = $(if $(filter $1,$(foreach s,$(p1.samples),$(set.$s-test) $(set.$s-validation))),$(wide),$(size))
field = $$(($1 + $(margin)))x$$(($1 + $(margin)))
draw = specimen $(patsubst %/,%,$(dir $1)) --size $(call field,$(call side_of,$1)) --pixel $(pixel) --stack $1 $(call options,specimen) \
    --density $(if $(filter tissue/%,$1),$(nuclei),$(density)) --seed $$(($(seed) * 100000 + 10\#$(patsubst p%,%,$(notdir $1))))
light = illuminate --na $(na) --lambda $(lambda) --z=$(z) $(call options,illuminate)
simulate = $(draw) | $(light)
expose = camera --sensor $1x$1 $(call options,camera)
patterns := experiments/p1/patterns.tsv
dome := experiments/p1/dome.tsv
leds = $(words $(filter $(pattern),$(p1.leds)))
p1.leds := $(shell $(call cell,pattern) $(patterns))
coherent.pipe = $(simulate) $(if $(filter -,$(pattern)),--led 0$(comma)$(led_na),--leds $(patterns) --pattern $(pattern)) | \
  $(call expose,$(call side_of,$1)) --photons $(photons) --seed $(seed)$(if $(filter-out -,$(pattern)), --exposure $(leds) \
  --full-well $$((30000 * $(leds))))
incoherent.pipe = $(simulate) --half-annulus | $(call expose,$(call side_of,$1)) --photons $(photons_annulus) --seed $(seed)

# A stack without a reliable focus plane gives no features: its file is empty, and training skips it.
aligned = $(filter-out none,$(align))
focus.recipe = $(call stream,incoherent,$*) | $(if $(aligned),stack-align --model $(align) --save $(result:.tsv=.shifts.tsv) |) \
  sharpness $(call options,sharpness) --curve $(result:.tsv=.curve.tsv) > $(result)
features.recipe = status=$$($(call only,status) $(call in,focus)); if [ "$$status" = ok ]; then $(call stream,coherent,$*) | \
    $(if $(aligned),stack-align --apply $(patsubst %.tsv,%.shifts.tsv,$(call in,focus)) |) \
    label --focus $(call in,focus) | fftcrop $(call options,fftcrop) --type f2; \
  else echo "$*: no trusted focus plane ($$status), left out" >&2; fi > $(result)
wide_crop := $(shell echo $$(($(fftcrop.patch) * 3 / 8 * 2))x$$(($(fftcrop.patch) * 3 / 8)))
fcfnn.recipe = $(call resuming,fcfnn-train $(call options,fcfnn-train),$(call in,features:validation),$(call in,features:training))

# A network is judged on what it was chosen by and on what it has never seen, sample by sample; in cross-validation by the
# stacks that were held out.
judged.recipe = $(collate) $(if $(call folded,$(run)),put='sample=$(sample) set=held-out' $(call in,evaluated:judging),$(foreach \
  s,$(call run_samples,$(run)),$(foreach t,validation test,put='sample=$s set=$t' $(call files,$(run),evaluated,$s-$t)))) > $(result)

# In a recipe, the optics that a network was trained on, KEY=VALUE ...
optics_of = take 0 < $1 | meta --list pixel_um$(comma)na$(comma)lambda_um$(comma)led_na_x$(comma)led_na_y | \
  awk -F'\t' 'NR == 1 {split($$0, name)} NR == 2 {for (i = 3; i <= NF; i++) print name[i] "=" $$i}'

# Comparisons. The pairs of a figure are COLUMNS:SET:RUNS:RUNS, with commas between runs, and $(call paired,NAME,PAIRS) adds
# their table, $(drawn)/NAME-pairs.tsv: the error of the runs on one side over that of those on the other, in the same stacks.
# $(call by_seed,RUN,SEEDS) are the trainings of a run with these seeds, $(call by_fold,RUN) its parts of a cross-validation.
parts_of_folds := $(shell seq $(folds))
by_seed = $(subst $(space),$(comma),$(strip $(foreach s,$(subst $(comma), ,$2),$1/fcfnn-train.seed@$s)))
by_fold = $(subst $(space),$(comma),$(strip $(foreach f,$(parts_of_folds),$1/fold@$fof$(folds))))
pair_word = $(word $2,$(subst :, ,$1))
pair_side = $(foreach r,$(subst $(comma), ,$(call pair_word,$1,$2)),$(call files,$r,predicted,$(call pair_word,$1,2)))
pair_runs = $(foreach p,$1,$(foreach n,3 4,$(addprefix $(call pair_word,$p,2):,$(subst $(comma), ,$(call pair_word,$p,$n)))))
pair_made = $(foreach r,$(sort $(call pair_runs,$1)),$(call made,$(call pair_word,$r,2),predicted,$(call pair_word,$r,1)))
define pairs_rule
$1.tables += $(drawn)/$1-pairs.tsv
$(drawn)/$1-pairs.tsv: $(call pair_made,$2) $(call programs,evaluate) $(call stamp,$1-pairs,$2) | $$$$(@D)/.
	$$(Q){ $(foreach p,$2,evaluate $(foreach c,$(subst ;, ,$(call pair_word,$p,1)),--column $c) \
	  $(addprefix --against ,$(call pair_side,$p,4)) $(call pair_side,$p,3);) } | $$(one_header) > $$@
endef
paired = $(if $(strip $2),$(eval $(call pairs_rule,$1,$2)))

# What the costs in stages.tsv grow with. The length of a training is not known in advance; P1's took some ten thousand steps.
p1.amounts := size = $(size) + $(margin); split("$(z)", range, ":"); planes = (range[2] - range[1]) / range[3] + 1; \
  frames = planes * size * size / 65536; doublings = size > 256 ? log(size / 256) / log(2) : 0; patch = $(fftcrop.patch); \
  inputs = split("$(fftcrop.crop)", side, "x") == 2 ? side[1] * side[2] : patch * patch / 8; \
  steps = $(fcfnn-train.max-steps) < 60000 ? $(fcfnn-train.max-steps) : 60000; batch = $(fcfnn-train.batch);
