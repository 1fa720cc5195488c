# stages.mk -- the recipes of the stages in stages.tsv: two stacks of each position, one under an LED, which the network sees, and an
# incoherent one, in which the focus is found; features; a network; its predictions for stacks that it has not seen.
p1.judged := judged
tolerances += rmse_um=20% rmse_low_um=25% rmse_high_um=25% bias_um=1.5 score=0.1% focus_um=0.001 confidence=0.01
# The file names of the two stacks in SAMPLE/POSITION.
coherent := led
incoherent := annulus
settings += coherent=NAME incoherent=NAME

# Samples: the ones that a network is trained on, and one that the profile's network never sees, if there is one.
p1.samples := $(call samples,cells tissue)
ifneq ($(DATA),)
sample := $(subst $(space),+,$(or $(filter $(p1.samples),$(subst +, ,$(sample))),$(firstword $(p1.samples))))
$(foreach s,$(or $(subst +, ,$(sample)),SAMPLE),$(if $(word 3,$(call positions,$s)),,$(error positions in DATA=$(DATA:%/=%): $(words \
  $(call positions,$s)), expected at least 3 as $(DATA:%/=%)/$s/POSITION/$(incoherent).tif)))
endif
trained_on := $(firstword $(subst +, ,$(sample)))
unseen := $(firstword $(filter-out $(subst +, ,$(sample)),$(p1.samples)))
shown := $(firstword $(set.$(trained_on)-test))
run_samples = $(subst +, ,$(call setting,$1,sample))
folded = $(filter-out -,$(call setting,$1,fcfnn-train.fold))
set.training = $(foreach s,$(run_samples),$(call first,$(call setting,$1,$(if \
  $(filter $s,$(firstword $(run_samples))),stacks,added)),$(set.$s-training)))
set.validation = $(if $(folded),,$(foreach s,$(run_samples),$(set.$s-validation)))
# As many training stacks as there are for validation, to show how well a network fits its training data.
set.shown-training = $(call first,$(validation),$(set.training))
set.judging = $(foreach s,$(run_samples),$s-validation $s-test)

# Simulated stacks take their seed from their position, so a stack is always the same, whatever else is made and in whatever order. All
# LEDs of a pattern are on for as long as a single one would be; the images are added (led-sum), and so are their full wells.
simulators := specimen illuminate camera
simulate = specimen $(patsubst %/,%,$(dir $1)) --size $(size)x$(size) --pixel $(pixel) --stack $1 \
    --density $(if $(filter tissue/%,$1),$(nuclei),$(density)) --seed $$(($(seed) * 100000 + 10\#$(patsubst p%,%,$(notdir $1)))) | \
  illuminate --na $(na) --lambda $(lambda) --z=$(z)
patterns := experiments/p1/patterns.tsv
dome := experiments/p1/dome.tsv
leds = $(words $(filter $(pattern),$(p1.leds)))
p1.leds := $(shell $(call cell,pattern) $(patterns))
coherent.pipe = $(simulate) $(if $(filter -,$(pattern)),--led 0$(comma)$(led_na),--leds $(patterns) --pattern $(pattern)) | \
  camera --photons $(photons)$(if $(filter-out -,$(pattern)), --exposure $(leds) --full-well $$((30000 * $(leds)))) --seed $(seed)
incoherent.pipe = $(simulate) --half-annulus | camera --photons $(photons_annulus) --seed $(seed)

# A stack without a reliable focus plane gives no features: its file is empty, and training skips it. The file is
# written under a temporary name, so a killed run leaves nothing behind.
aligned = $(filter-out none,$(align))
focus.recipe = $(call stream,incoherent,$*) | $(if $(aligned),stack-align --model $(align) --save $(@:.tsv=.shifts.tsv) |) \
  sharpness $(call options,sharpness) --curve $(@:.tsv=.curve.tsv) > $@
features.recipe = status=$$($(call cell,status) $(call in,focus)); if [ "$$status" = ok ]; then $(call stream,coherent,$*) | \
    $(if $(aligned),stack-align --apply $(patsubst %.tsv,%.shifts.tsv,$(call in,focus)) |) \
    label --focus $(call in,focus) | fftcrop $(call options,fftcrop) --type f2 > $@.part; \
  else echo "$*: no trusted focus plane ($$status), left out" >&2; : > $@.part; fi && mv $@.part $@
# The feature files that are not empty; for use in a recipe.
full = $$(find $1 -size +0c | sort)
# Beside a picture, its z, its scale and what its grey means.
captioned = --limits $(@:.png=.tsv) --with z_um,pixel_um
wide_crop := $(shell echo $$(($(fftcrop.patch) * 3 / 8 * 2))x$$(($(fftcrop.patch) * 3 / 8)))
# An interrupted training continues from its checkpoint, unless something it depends on has changed since.
checkpoint = $(@:.npy=.checkpoint)
fcfnn.recipe = if [ -n "$$(find $^ -newer $(checkpoint) -print -quit 2>&1)" ]; then rm -f $(checkpoint); fi; \
  fcfnn-train $(call options,fcfnn-train) --loss $(@:.npy=.loss.tsv) --checkpoint $(checkpoint) --resume $(validating) \
    $(call full,$(call in,features:training)) > $@.part && mv $@.part $@ && rm -f $(checkpoint)
validating = $(if $(call in,features:validation),$$(printf -- '--validate %s ' $(call full,$(call in,features:validation))))

# A network is judged on what it was chosen by and on what it has never seen, sample by sample; in cross-validation by the
# stacks of its fold.
judged.recipe = $(if $(call folded,$(run)),take 0 < $(call in,fcfnn) | meta --list validation_stacks$(comma)validation_rmse_um | \
    $(collate) pick='groups=validation_stacks rmse_um=validation_rmse_um' put=set=fold -,$(collate) \
  $(foreach s,$(call run_samples,$(run)),$(foreach t,validation test,put='sample=$s set=$t' $(call files,$(run),evaluated,$s-$t)))) > $@

# What the costs in stages.tsv grow with. The length of a training is not known in advance; P1's took some ten thousand steps.
amounts += size = $(size); split("$(z)", range, ":"); planes = (range[2] - range[1]) / range[3] + 1; \
  frames = planes * size * size / 65536; doublings = size > 256 ? log(size / 256) / log(2) : 0; patch = $(fftcrop.patch); \
  inputs = split("$(fftcrop.crop)", side, "x") == 2 ? side[1] * side[2] : patch * patch / 8; \
  steps = $(fcfnn-train.max-steps) < 60000 ? $(fcfnn-train.max-steps) : 60000; batch = $(fcfnn-train.batch);
