# pipeline.mk -- from raw TIFF stacks to every figure and table. Included by the Makefile; includes every experiment.
#
#   make figures                  PROFILE=quick: minutes, and large enough that the claims show
#   make figures PROFILE=smoke    a minute, to see that all works        PROFILE=paper   the published sizes
#   make sweep OVER=led_na VALUES="0.1 0.2 0.3"   the error against a parameter; OVER2= VALUES2= for a grid
#   make figures DATA=dir         your own stacks: dir/<sample>/<position>/<illumination>.tif; nothing is simulated
#   make figures rate=1e-4        any parameter of experiments/parameters.tsv; what depends on it is made again
#   make report                   figures/index.html: every figure beside what was published, and a verdict
#   make plan                     what would be made, how long that takes and how much disk
#   make list                     what can be made, and the parameters

PROFILE ?= quick
DATA ?=
V ?=
MAKECMDGOALS ?=
ifeq ($(filter $(PROFILE),smoke quick paper),)
$(error PROFILE=$(PROFILE) is not one of smoke, quick, paper)
endif
out := out/$(PROFILE)$(if $(DATA),-data)
drawn := figures/$(PROFILE)$(if $(DATA),-data)
locked := figures/locked/$(PROFILE)
raw := $(or $(DATA:%/=%),$(out)/raw)
# The files of a position: the LED's, which the network sees, and the incoherent one's, which finds the focus. Options
# that tell tiff-read what the files of DATA do not say.
coherent := led
incoherent := annulus
READ :=

# Recipes are typed as a user would type them. One thread each: make runs them side by side, and OpenMP's waiting
# threads would be in the way.
export PATH := $(CURDIR)/$(bin):$(PATH)
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
# OpenBLAS has kernels for every kind of processor, and training amplifies the last bits in which they differ. So all use
# those of the oldest one that the programs are built for. SkylakeX is faster where there is AVX-512.
ifeq ($(shell uname -m),x86_64)
export OPENBLAS_CORETYPE := Haswell
endif
export LC_ALL := C.UTF-8
comma := ,
empty :=
space := $(empty) $(empty)
programs = $(1:%=$(bin)/%)
join_tables = awk 'NR == 1 || !/^\#/'

# Parameters ---------------------------------------------------------------------------------------------------------
# A stamp is a file that is written only when its value changes: $(call stamp,NAME,VALUE) is its path. A rule that uses a
# parameter depends on its stamp; so does one that reads a list of files, as one that is taken off leaves no trace else.

parameter_table := experiments/parameters.tsv
parameters :=
$(foreach row,$(shell awk -F'\t' -v p=$(PROFILE) 'NR == 1 {for (i = 3; i < NF; i++) if ($$i == p) c = i} \
  NR > 1 {print "parameters+=" $$1; print "stage." $$1 ":=" $$2; print $$1 ":=" $$c}' $(parameter_table)),$(eval $(row)))
# The parameters that act in these stages of the pipeline.
acting = $(foreach p,$(parameters),$(if $(filter $(stage.$p),$1),$p))

stamps := $(out)/parameters
$(shell mkdir -p $(stamps))
same = $(and $(findstring "$1","$2"),$(findstring "$2","$1"))
stamp = $(stamps)/$1$(if $(call same,=$(strip $2),$(strip $(file <$(stamps)/$1))),,$(file >$(stamps)/$1,=$(strip $2)))
parameter = $(foreach p,$1,$(call stamp,$p,$($p)))

# Positions ----------------------------------------------------------------------------------------------------------
# A position is a place on a sample: one stack of each illumination. Test comes first, then validation; what is left
# is for training, so that more training stacks never change what the networks are judged by.

samples := $(if $(DATA),$(notdir $(patsubst %/,%,$(wildcard $(raw)/*/))),cells tissue)
simulated := $(shell seq -f 'p%04g' 1 999)
positions = $(if $(DATA),$(sort $(notdir $(patsubst %/,%,$(wildcard $(raw)/$1/*/)))),$(simulated))
first = $(wordlist 1,$1,$2)
rest = $(wordlist $(shell echo $$(($1 + 1))),99999,$2)
test_set = $(addprefix $1/,$(call first,$(test),$(call positions,$1)))
validation_set = $(addprefix $1/,$(call first,$(validation),$(call rest,$(test),$(call positions,$1))))
training_set = $(addprefix $1/,$(call rest,$(validation),$(call rest,$(test),$(call positions,$1))))

# Of one's own stacks, whose number no profile knows, an eighth each is for test and validation, unless told.
ifneq ($(DATA),)
sample := $(firstword $(filter $(sample),$(samples)) $(samples))
found := $(words $(foreach s,$(sample),$(call positions,$s)))
ifneq ($(filter 0 1 2,$(found)),)
$(error positions in DATA=$(DATA): $(found), expected at least 3 as $(DATA:%/=%)/SAMPLE/POSITION/$(incoherent).tif)
endif
at_most_an_eighth = $(shell echo $$(($1 < ($(found) + 7) / 8 ? $1 : ($(found) + 7) / 8)))
test := $(call at_most_an_eighth,$(test))
validation := $(call at_most_an_eighth,$(validation))
endif

# What the profile's network is trained on, and, where there is one, a sample that it never sees.
trained_on := $(firstword $(subst +, ,$(sample)))
unseen := $(firstword $(filter-out $(subst +, ,$(sample)),$(samples)))

# Runs ---------------------------------------------------------------------------------------------------------------
# A run is the profile with some parameters changed, and is called by what is changed: crop@64x32/dropout@0.3. Its results
# lie in the folder of that name. What its changes do not act on it shares with the runs that lack them, and with the
# profile, whose run has no name. So a result is made once, and stays when another value is tried.
#   $(call run,crop@64x32/dropout@0.3)   its folder, as soon as its rules are defined: they make model.npy and judged.tsv

names = $(foreach a,$(subst /, ,$1),$(firstword $(subst @, ,$a)))
# $(call setting,RUN,PARAMETER)
setting = $(or $(patsubst $2@%,%,$(filter $2@%,$(subst /, ,$1))),$($2))
# The part of a run that acts in these stages, less what is as in the profile: $(call part_of,RUN,STAGES).
part_of = $(subst $(space),/,$(strip $(foreach a,$(subst /, ,$1),$(foreach p,$(call names,$a),$(if \
  $(filter $(stage.$p),$2),$(if $(call same,$(call setting,$a,$p),$($p)),,$a))))))
# Where results of this stage lie: $(call at,RUN,STAGES).
at = $(out)$(addprefix /,$(call part_of,$1,$2))
once = $(if $(defined.$1.$2),,$(eval defined.$1.$2 := yes)$(eval $(call changes,$(call at,$2,$(all_stages)),$2)$(call $1,$2)))
define changes
$(foreach a,$(subst /, ,$2),$1/%: private override $(call names,$a) := $(call setting,$a,$(call names,$a))
)
endef
unchanged = $(call parameter,$(filter-out $(call names,$1),$(call acting,$2)))

coherent_stages := specimen coherent
focus_stages := specimen incoherent focus
features_stages := $(coherent_stages) $(focus_stages) features
all_stages := $(features_stages) selection training

# The changes for a recipe with what it says itself, $(call recipe,default); but smoke has no time for all its steps.
own := layers width dropout batch rate schedule $(if $(filter smoke,$(PROFILE)),,patience max_steps)
recipe = preset@$1/$(subst $(space),/,$(own:%=%@-))

run = $(call once,focus_rules,$(call part_of,$1,$(focus_stages)))$(call \
  once,features_rules,$(call part_of,$1,$(features_stages)))$(call \
  once,training_rules,$(call part_of,$1,$(all_stages)))$(call at,$1,$(all_stages))

# What a recipe says of itself while it runs; `step` says too what it costs: milliseconds of a processor that is usual
# today, and kB of disk, both rough. Transforms of large frames do not fit the caches. How long a training goes on is
# not known before; P1's took some ten thousand steps. V=1 shows the commands.
cost := $(shell awk -v size=$(size) -v z=$(z) -v patch=$(patch) -v crop=$(crop) -v steps=$(max_steps) -v batch=$(batch) 'BEGIN { \
  split(z, range, ":"); planes = (range[2] - range[1]) / range[3] + 1; frames = planes * size * size / 65536; \
  inputs = split(crop, side, "x") == 2 ? side[1] * side[2] : patch * patch / 8; doublings = log(size / 256) / log(2); \
  if (doublings < 0) doublings = 0; if (steps > 60000) steps = 60000; \
  print int(6 * frames * (1 + doublings / 3)), int(16 * frames * (1 + doublings / 2)), int(2 * frames), \
    int(steps * batch * inputs / 65536), int(128 * frames), int(planes * int(size / patch) ^ 2 * inputs / 512), int(inputs / 2.5)}')
cost.coherent := $(word 1,$(cost))
cost.incoherent := $(word 2,$(cost))
cost.features := $(word 3,$(cost))
cost.training := $(word 4,$(cost))
kb.raw := $(word 5,$(cost))
kb.features := $(word 6,$(cost))
kb.model := $(word 7,$(cost))
Q := $(if $(V),,@)
step = @tools/step $(out) "$@" "$1" $2
say = $(call step,$1,10)
of_run = $(if $1, ($(subst /, ,$1)))

# Raw stacks ---------------------------------------------------------------------------------------------------------
# Simulated ones take their seed from their position, so a stack is the same whatever is made with it, in any order.
# Those of the profile are kept as files, unless store=no; others are made again for each use, which is cheap.

raw_file = $(firstword $(wildcard $(raw)/$1/$2.tif $(raw)/$1/$2.tiff $(raw)/$1/$2) $(raw)/$1/$2.tif)
simulate = specimen $(patsubst %/,%,$(dir $1)) --size $(size)x$(size) --pixel $(pixel) --stack $1 \
    --density $(if $(filter tissue/%,$1),$(nuclei),$(density)) --seed $$(($(seed) * 100000 + 10\#$(patsubst p%,%,$(notdir $1)))) | \
  illuminate --na $(na) --lambda $(lambda) --z=$(z) $($2_light) | camera $($2_exposure) --seed $(seed)
simulators := $(call programs,specimen illuminate camera)
incoherent_light := --half-annulus
incoherent_exposure = --photons $(photons_annulus)
# All LEDs of a pattern are on for as long as one alone would be, and the images add up (led-sum), as do their full wells.
patterns := experiments/p1/patterns.tsv
leds = $(shell grep -c '^$(pattern)\b' $(patterns))
coherent_light = $(if $(filter -,$(pattern)),--led 0$(comma)$(led_na),--leds $(patterns) --pattern $(pattern))
coherent_exposure = --photons $(photons)$(if $(filter-out -,$(pattern)), --exposure $(leds) --full-well $$((30000 * $(leds))))

# The frames of a position, and what they depend on: $(call frames,POSITION,coherent or incoherent,STORED).
frames = $(if $3,tiff-read $(READ) --meta stack=$1 $(call raw_file,$1,$($2)),$(call simulate,$1,$2))
stored = $(if $(call part_of,$1,$2),,$(or $(DATA),$(filter yes,$(store))))
frames_need = $(if $2,$$$$(call raw_file,$$$$*,$($1)) $(call programs,tiff-read) $(call parameter,DATA READ $1),$(simulators) \
  $(call unchanged,$3,specimen $1))

ifeq ($(DATA),)
$(raw)/%/led.tif: $(simulators) $(call programs,tiff-write) $(call unchanged,,specimen coherent) | $$(@D)/.
	$(call step,simulate $* under the LED,$(cost.coherent) $(kb.raw))
	$(Q)$(call simulate,$*,coherent) | tiff-write $@

$(raw)/%/annulus.tif: $(simulators) $(call programs,tiff-write) $(call unchanged,,specimen incoherent) | $$(@D)/.
	$(call step,simulate $* under the half annulus,$(cost.incoherent) $(kb.raw))
	$(Q)$(call simulate,$*,incoherent) | tiff-write $@
endif

# Focus and features -------------------------------------------------------------------------------------------------

# $(call focus_rules,RUN)
define focus_rules
$(call at,$1,$(focus_stages))/focus/%.tsv $(call at,$1,$(focus_stages))/focus/%.curve.tsv &: $(call programs,sharpness \
  $(if $(aligned),stack-align)) $(call unchanged,$1,focus) \
  $(call frames_need,incoherent,$(call stored,$1,specimen incoherent),$1) | $$$$(@D)/.
	$$(call step,find the focus of $$*$(call of_run,$1),$(if $(call stored,$1,specimen incoherent),100,$(cost.incoherent)))
	$$(Q)$$(call frames,$$*,incoherent,$(call stored,$1,specimen incoherent)) | \
	  $$(if $$(aligned),stack-align --model $$(align) --save $$(@D)/$$(*F).shifts.tsv |) \
	  sharpness --measure $$(measure) --peak $$(peak) --curve $$(@D)/$$(*F).curve.tsv > $$(@D)/$$(*F).tsv
endef
aligned = $(filter-out none,$(align))

# A stack without a trusted focus plane gives no features: its file is empty, and training passes it over. So that no
# run that was killed leaves such a file, it gets its name when it is whole.
define features_rules
$(call at,$1,$(features_stages))/features/%.npy: $(call at,$1,$(focus_stages))/focus/%.tsv $(call programs,label fftcrop \
  $(if $(aligned),stack-align)) $(call unchanged,$1,focus features) \
  $(call frames_need,coherent,$(call stored,$1,specimen coherent),$1) | $$$$(@D)/.
	$$(call step,transform $$*$(call of_run,$1),$(if $(call stored,$1,specimen coherent),$(cost.features),$(cost.coherent)) $(kb.features))
	$$(Q)if [ "$$$$(tail -1 $$< | cut -f6)" = ok ]; then \
	  $$(call frames,$$*,coherent,$(call stored,$1,specimen coherent)) | \
	    $$(if $$(aligned),stack-align --apply $$(<:.tsv=.shifts.tsv) |) label --focus $$< | \
	    fftcrop --patch $$(patch) --crop $$(crop) --part $$(part) --type f2 > $$@.part; \
	else echo "$$*: no trusted focus plane ($$$$(tail -1 $$< | cut -f6)), left out" >&2; : > $$@.part; fi && mv $$@.part $$@
endef

# $(call features,RUN,POSITION ...)
features = $(2:%=$(call at,$1,$(features_stages))/features/%.npy)
# Of feature files those that hold something; for use in a recipe.
full = $$(find $1 -size +0c | sort)

# Training and judgement ---------------------------------------------------------------------------------------------

run_samples = $(subst +, ,$(call setting,$1,sample))
training_positions = $(foreach s,$(call run_samples,$1),$(call first,$(call setting,$1,$(if \
  $(filter $s,$(firstword $(call run_samples,$1))),stacks,added)),$(call training_set,$s)))
validation_positions = $(if $(filter -,$(call setting,$1,fold)),$(foreach s,$(call run_samples,$1),$(call validation_set,$s)))
test_positions = $(foreach s,$(call run_samples,$1),$(call test_set,$s))

# A training parameter is an option of fcfnn-train of the same name, which is not given where the value is '-'.
training_options = --seed $(train_seed) $(if $(filter-out -,$(fold)),--fold $(subst of,/,$(fold))) $(foreach \
  p,$(filter-out train_seed fold,$(call acting,training)),$(if $(filter-out -,$($p)),--$(subst _,-,$p) $($p)))

# A training that was stopped goes on from its checkpoint, unless something it depends on has changed since.
checkpoint = $(@:.npy=.checkpoint)
# $(call train,VALIDATION FEATURES,TRAINING FEATURES): the model, in a recipe
train = if [ -n "$$(find $^ -newer $(checkpoint) -print -quit 2>&1)" ]; then rm -f $(checkpoint); fi; \
  fcfnn-train $(training_options) --loss $(@:.npy=.loss.tsv) --checkpoint $(checkpoint) --resume \
  $(if $1,$$(for f in $(call full,$1); do echo "--validate $$f"; done)) $(call full,$2) > $@.part && \
  mv $@.part $@ && rm -f $(checkpoint)
# $(call judge,MODEL,POSITIONS,COLUMN=VALUE ...)
judge = cat $(call full,$2) | predict --with stack,target_um $1 | evaluate $(3:%=--column %)

define training_rules
$(call at,$1,$(all_stages))/model.npy: $(call features,$1,$(call validation_positions,$1) $(call training_positions,$1)) \
  $(call stamp,stacks-$(subst /,-,$(call part_of,$1,$(all_stages))),$(call validation_positions,$1) $(call training_positions,$1)) \
  $(call programs,fcfnn-train) $(call unchanged,$1,training) | $(call at,$1,$(all_stages))/.
	$$(call step,train on $(words $(call training_positions,$1)) stacks$(call of_run,$1),$(cost.training) $(kb.model))
	$$(Q)$$(call train,$(call features,$1,$(call validation_positions,$1)),$(call features,$1,$(call training_positions,$1)))

$(if $(filter -,$(call setting,$1,fold)),$(call judgement_rules,$1),$(call fold_rules,$1))
endef

# A network is judged on what it was chosen by and on what it has never seen, sample by sample.
define judgement_rules
$(call at,$1,$(all_stages))/judged.tsv: $(call at,$1,$(all_stages))/model.npy $(call features,$1,$(call test_positions,$1)) \
  $(call stamp,test,$(foreach s,$(samples),$(call test_set,$s))) $(call programs,predict evaluate)
	$$(call say,judge the network$(call of_run,$1))
	$$(Q){ $(foreach s,$(call run_samples,$1),$(foreach set,validation test,$$(call judge,$$<,$(call \
	  features,$1,$(call $(set)_set,$s)),sample=$s set=$(set));)) } | $$(join_tables) > $$@
endef

# In cross-validation it is judged by the stacks of its fold.
define fold_rules
$(call at,$1,$(all_stages))/judged.tsv: $(call at,$1,$(all_stages))/model.npy $(call programs,meta)
	$$(Q)meta --list validation_stacks,validation_rmse_um < $$< | awk -F'\t' 'BEGIN {print "# set\tgroups\trmse_um"} \
	  NR == 2 {print "fold\t" $$$$3 "\t" $$$$4}' > $$@
endef

# A table with columns put before its own: $(call with_columns,NAMES,VALUES,TABLE); the judgements of runs, each with its
# changes as such columns: a figure's rule depends on $(call judged,RUNS) and its recipe is $(call collate,RUNS) > $@.
with_columns = sed -e '1s|^\# |&$(foreach n,$1,$n\t)|' -e '2,$$s|^|$(foreach v,$2,$v\t)|' -e 's|\t |\t|g' $3
judged = $(foreach r,$1,$(call run,$r)/judged.tsv)
collate = { $(foreach r,$1,$(call with_columns,$(call names,$r),$(foreach n,$(call names,$r),$(call \
  setting,$r,$n)),$(call at,$r,$(all_stages))/judged.tsv);) } | $(join_tables)

# Experiments --------------------------------------------------------------------------------------------------------
# Each appends to `figures` the name of what it draws, p1-fig2; says in NAME.what what that is; lists in NAME.tables
# its tables, which are the result, $(drawn)/NAME*.tsv, and in NAME.inputs what else the drawing wants. The script
# experiments/p1/fig2.gp draws them; it is given every parameter as a string. What is measured, and so differs from run to
# run, is NAME.measured of a name in `measurements`: `make measure` makes these tables, and nothing compares them.

figures :=
measurements :=
include experiments/sweep.mk $(sort $(wildcard experiments/*/*.mk))
tables := $(foreach f,$(figures),$($f.tables))
formats := pdf svg png

drawn_by = experiments/$(firstword $(filter sweep,$(subst -, ,$1)) $(subst -,/,$1)).gp
# A PDF holds the time at which it was made; put a constant in its place.
define drawing
$(foreach x,$(formats),$(drawn)/$1.$x) &: $($1.tables) $($1.inputs) $(call drawn_by,$1) experiments/style.gp
	$$(call say,draw $(drawn)/$1)
	$$(Q)for format in $(formats); do gnuplot -e "name='$1'; format='$$$$format'; out='$(out)'; drawn='$(drawn)'" \
	  -e "$(foreach p,$(parameters),p_$p='$($p)';)" experiments/style.gp $(call drawn_by,$1); done
	$$(Q)LC_ALL=C sed -i 's/CreationDate (D:[0-9]*/CreationDate (D:20190513000000/' $(drawn)/$1.pdf
endef
$(foreach f,$(figures) $(noted),$(eval $(call drawing,$f)))

.SECONDARY:
.PHONY: plan figures sweep tables measure verify lock list clean clean-all
figures: $(foreach f,$(figures),$(formats:%=$(drawn)/$f.%))
tables: $(tables)
measure: $(foreach m,$(measurements),$($m.measured))

# Verbs --------------------------------------------------------------------------------------------------------------

# The pictures go along for people to see; only the tables count.
lock: $(tables) figures | $(locked)/.
	cp $(tables) $(figures:%=$(drawn)/%.png) $(locked)/

# How far a column of a table may be from the locked one: training amplifies the last bit of the arithmetic, which
# differs between kinds of processors. Columns that are not named must be the same.
tolerances := rmse_um=20% rmse_low_um=25% rmse_high_um=25% bias_um=1.5 defocus_um=6 spread_um=6 score=0.1% \
  focus_um=0.001 target_um=0.001 confidence=0.01 status=any

verify: $(tables) $(call programs,differ)
	@bad=0; for t in $(tables); do \
	  columns=$$(for c in $(tolerances); do if head -1 $$t | grep -qw "$${c%%=*}"; then echo "--column $$c"; fi; done); \
	  if differ $$columns $$t $(locked)/$$(basename $$t); then echo "verify: $$t ok"; else bad=1; fi; \
	done; exit $$bad

# What `make figures` would do now; of other goals too: make plan GOAL=figures/paper/p1-fig2.png
GOAL ?= figures
plan:
	@$(count_steps) $(GOAL) | awk -F'"' -v cores=$$(nproc --all) '/^tools\/step/ { \
	  split($$4, word, " "); split($$5, cost, " "); n++; count[word[1]]++; ms[word[1]] += cost[1]; all += cost[1]; kb += cost[2]} \
	  END {for (w in count) printf "%-10s %6d steps %8.2f h\n", w, count[w], ms[w] / 3.6e6 | "sort -k4,4gr"; close("sort -k4,4gr"); \
	  printf "together   %6d steps %8.2f h of a processor, %.2f h on %d; %.1f GB in $(out)\n", n, all / 3.6e6, all / 3.6e6 / cores, cores, kb / 1e6}'

list:
	@echo "figures (make figures, or make $(drawn)/NAME.pdf; PROFILE=smoke|quick|paper):"
	@$(foreach f,$(figures),printf '  %-12s %s\n' '$f' '$($f.what)';)
	@echo "measurements (make measure):"
	@$(foreach m,$(measurements),printf '  %-12s %s\n' '$m' '$($m.what)';)
	@echo "verbs: programs plan figures sweep tables report measure verify lock list man test lint bench clean clean-all"
	@echo "settings: PROFILE=smoke|quick|paper DATA=DIR coherent=NAME incoherent=NAME READ='OPTIONS OF tiff-read' V=1"
	@echo "parameters (make figures NAME=VALUE), with their values in smoke, quick and paper:"
	@sed 's/^/  /' $(parameter_table) | column -t -s "$$(printf '\t')"

clean:
	rm -rf build build-sanitize $(filter-out bin/.gitignore,$(wildcard bin/*))
clean-all: clean
	rm -rf out figures/smoke figures/quick figures/paper figures/*-data figures/index.html

# A variable of the command line that no makefile reads is a misspelt one.
$(foreach v,$(filter-out $(parameters) coherent incoherent,$(.VARIABLES)),$(if $(filter command,$(firstword $(origin $v))),$(if \
  $(shell grep -lF '$$($v)' $(MAKEFILE_LIST)),,$(error nothing here is called $v; see: make list))))

# What this run has before it, for tools/step, where a terminal shows it: a dry run counts the steps and adds their costs.
COUNTING ?=
quote = '$(subst ','\'',$1)'
count_steps = MAKEFLAGS=$(call quote, -- $(MAKEOVERRIDES)) $(MAKE) -n COUNTING=1
ifneq ($(filter figures sweep tables report measure verify lock $(drawn)/%,$(MAKECMDGOALS)),)
ifeq ($(COUNTING),)
$(shell rm -f $(out)/.done $(out)/.steps; if [ -t 2 ] && [ "$$TERM" != dumb ]; then \
  $(count_steps) $(MAKECMDGOALS) 2>/dev/null | awk -F'"' -v began="$$(date +%s)" '/^tools\/step/ {split($$5, ms, " "); n++; all += ms[1]} \
  END {print n + 0, all + 0, began}' > $(out)/.steps; fi)
endif
endif
