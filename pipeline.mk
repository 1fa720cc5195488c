# pipeline.mk -- from raw TIFF stacks to every figure and table. Included by the Makefile; includes every experiment.
#
#   make figures                  PROFILE=quick: minutes, and large enough that the claims show
#   make figures PROFILE=smoke    a minute, to see that all works        PROFILE=paper   the published sizes
#   make figures DATA=dir         your own stacks: dir/<sample>/<position>/<illumination>.tif; nothing is simulated
#   make figures rate=1e-4        any parameter of experiments/parameters.tsv; what depends on it is made again
#   make report                   figures/index.html: every figure beside what was published, and a verdict
#   make list                     what can be made, and the parameters

PROFILE ?= quick
DATA ?=
V ?=
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
programs = $(1:%=$(bin)/%)
join_tables = awk 'NR == 1 || !/^\#/'

# Parameters ---------------------------------------------------------------------------------------------------------
# A stamp is a file that is written only when its value changes: $(call stamp,NAME,VALUE) is its path. A rule that uses a
# parameter depends on its stamp; so does one that reads a list of files, as one that is taken off leaves no trace else.

parameter_table := experiments/parameters.tsv
parameters := $(shell awk -F'\t' '!/^#/ {print $$1}' $(parameter_table))
$(foreach row,$(shell awk -F'\t' -v p=$(PROFILE) 'NR == 1 {for (i = 2; i < NF; i++) if ($$i == p) c = i} \
  NR > 1 {print $$1 ":=" $$c}' $(parameter_table)),$(eval $(row)))

stamps := $(out)/parameters
$(shell mkdir -p $(stamps))
same = $(and $(findstring "$1","$2"),$(findstring "$2","$1"))
stamp = $(stamps)/$1$(if $(call same,=$2,$(file <$(stamps)/$1)),,$(file >$(stamps)/$1,=$2))
parameter = $(foreach p,$1,$(call stamp,$p,$($p)))

# Positions ----------------------------------------------------------------------------------------------------------
# A position is a place on a sample: one stack of each illumination. Test comes first, then validation; what is left
# is for training, so that more training stacks never change what the networks are judged by.

samples := $(if $(DATA),$(notdir $(patsubst %/,%,$(wildcard $(raw)/*/))),cells)
simulated := $(shell seq -f 'p%04g' 1 $(stacks))
positions = $(if $(DATA),$(sort $(notdir $(patsubst %/,%,$(wildcard $(raw)/$1/*/)))),$(simulated))
first = $(wordlist 1,$1,$2)
rest = $(wordlist $(shell echo $$(($1 + 1))),99999,$2)
test_set = $(addprefix $1/,$(call first,$(test),$(call positions,$1)))
validation_set = $(addprefix $1/,$(call first,$(validation),$(call rest,$(test),$(call positions,$1))))
training_set = $(addprefix $1/,$(call rest,$(validation),$(call rest,$(test),$(call positions,$1))))

# Of one's own stacks, whose number no profile knows, an eighth each is for test and validation, unless told.
ifneq ($(DATA),)
found := $(words $(foreach s,$(firstword $(samples)),$(call positions,$s)))
ifneq ($(filter 0 1 2,$(found)),)
$(error positions in DATA=$(DATA): $(found), expected at least 3 as $(DATA:%/=%)/SAMPLE/POSITION/$(incoherent).tif)
endif
at_most_an_eighth = $(shell echo $$(($1 < ($(found) + 7) / 8 ? $1 : ($(found) + 7) / 8)))
test := $(call at_most_an_eighth,$(test))
validation := $(call at_most_an_eighth,$(validation))
endif

# What a recipe says of itself while it runs; `step` says too what it costs, beside 1 for most. V=1 shows the commands.
Q := $(if $(V),,@)
step = @tools/step $(out) "$@" "$1" $2
say = $(call step,$1,1)

# Raw stacks ---------------------------------------------------------------------------------------------------------
# Simulated ones take their seed from their position, so a stack is the same whatever is made with it, in any order.

ifeq ($(DATA),)
optics := $(call parameter,size pixel density na lambda z seed)
simulate = specimen $(*D) --size $(size)x$(size) --pixel $(pixel) --density $(density) --stack $* \
    --seed $$(($(seed) * 100000 + 10\#$(*F:p%=%))) | \
  illuminate --na $(na) --lambda $(lambda) --z=$(z) $1 | \
  camera --photons $2 --seed $(seed) | tiff-write $@

simulators := $(call programs,specimen illuminate camera tiff-write)

$(raw)/%/led.tif: $(simulators) $(optics) $(call parameter,led_na photons) | $$(@D)/.
	$(call step,simulate $* under the LED,10)
	$(Q)$(call simulate,--led 0$(comma)$(led_na),$(photons))

$(raw)/%/annulus.tif: $(simulators) $(optics) $(call parameter,photons_annulus) | $$(@D)/.
	$(call step,simulate $* under the half annulus,30)
	$(Q)$(call simulate,--half-annulus,$(photons_annulus))
endif

# Focus and features -------------------------------------------------------------------------------------------------
# A position is a .tif or a folder of planes. What is read, and how, is a parameter as any other.

stack_file = $(firstword $(wildcard $(raw)/$1/$2.tif $(raw)/$1/$2.tiff $(raw)/$1/$2) $(raw)/$1/$2.tif)
read = tiff-read $(READ) --meta stack=$* $(call stack_file,$*,$1)

ifeq ($(align),none)
$(out)/focus/%.tsv $(out)/focus/%.curve.tsv &: $(call programs,tiff-read sharpness) \
  $(call parameter,align DATA READ incoherent) $$(call stack_file,$$*,$(incoherent)) | $$(@D)/.
	$(call say,find the focus of $*)
	$(Q)$(call read,$(incoherent)) | sharpness --curve $(out)/focus/$*.curve.tsv > $(out)/focus/$*.tsv
aligned :=
else
$(out)/focus/%.tsv $(out)/focus/%.curve.tsv $(out)/focus/%.shifts.tsv &: \
  $(call programs,tiff-read stack-align sharpness) $(call parameter,align DATA READ incoherent) \
  $$(call stack_file,$$*,$(incoherent)) | $$(@D)/.
	$(call say,align $* and find its focus)
	$(Q)$(call read,$(incoherent)) | stack-align --model $(align) --save $(out)/focus/$*.shifts.tsv | \
	  sharpness --curve $(out)/focus/$*.curve.tsv > $(out)/focus/$*.tsv
aligned = stack-align --apply $(out)/focus/$*.shifts.tsv |
endif

# A stack without a trusted focus plane gives no features: its file is empty, and training passes it over. So that no
# run that was killed leaves such a file, it gets its name when it is whole.
$(out)/features/%.npy: $(out)/focus/%.tsv $(call programs,label fftcrop) $$(call stack_file,$$*,$(coherent)) \
  $(call parameter,align patch crop DATA READ coherent) | $$(@D)/.
	$(call say,transform $*)
	$(Q)if [ "$$(tail -1 $< | cut -f6)" = ok ]; then \
	  $(call read,$(coherent)) | $(aligned) label --focus $< | \
	    fftcrop --patch $(patch) --crop $(crop) --type f2 > $@.part; \
	else echo "$*: no trusted focus plane ($$(tail -1 $< | cut -f6)), left out" >&2; : > $@.part; fi && mv $@.part $@

features = $(1:%=$(out)/features/%.npy)
# Of feature files those that hold something; for use in a recipe.
full = $$(find $1 -size +0c | sort)

# Training -----------------------------------------------------------------------------------------------------------

training_parameters := $(call parameter,layers width dropout batch rate schedule patience max_steps)
# $(call train,SEED,VALIDATION FEATURES,TRAINING FEATURES): the model on stdout. A run that was stopped goes on from its
# checkpoint, unless something it depends on has changed since.
checkpoint = $(@:.npy=.checkpoint)
train = if [ -n "$$(find $^ -newer $(checkpoint) -print -quit 2>&1)" ]; then rm -f $(checkpoint); fi; \
  fcfnn-train --layers $(layers) --width $(width) --dropout $(dropout) --batch $(batch) --rate $(rate) \
  --schedule $(schedule) --patience $(patience) --max-steps $(max_steps) --seed $1 --loss $(@:.npy=.loss.tsv) \
  --checkpoint $(checkpoint) --resume \
  $$(for f in $(call full,$2); do echo "--validate $$f"; done) $(call full,$3) > $@.part && \
  mv $@.part $@ && rm -f $(checkpoint)

# Experiments --------------------------------------------------------------------------------------------------------
# Each appends to `figures` the name of what it draws, p1-fig2; says in NAME.what what that is; lists in NAME.tables
# its tables, which are the result, $(drawn)/NAME*.tsv, and in NAME.inputs what else the drawing wants. The script
# experiments/p1/fig2.gp draws them; it is given every parameter as a string.

figures :=
include $(sort $(wildcard experiments/*/*.mk))
tables := $(foreach f,$(figures),$($f.tables))
formats := pdf svg png

# A PDF holds the time at which it was made; put a constant in its place.
define drawing
$(foreach x,$(formats),$(drawn)/$1.$x) &: $($1.tables) $($1.inputs) experiments/$(subst -,/,$1).gp experiments/style.gp
	$$(call say,draw $(drawn)/$1)
	$$(Q)for format in $(formats); do gnuplot -e "name='$1'; format='$$$$format'; out='$(out)'; drawn='$(drawn)'" \
	  -e "$(foreach p,$(parameters),p_$p='$($p)';)" experiments/style.gp experiments/$(subst -,/,$1).gp; done
	$$(Q)LC_ALL=C sed -i 's/CreationDate (D:[0-9]*/CreationDate (D:20190513000000/' $(drawn)/$1.pdf
endef
$(foreach f,$(figures),$(eval $(call drawing,$f)))

.SECONDARY:
.PHONY: figures tables verify lock list clean clean-all
figures: $(foreach f,$(figures),$(formats:%=$(drawn)/$f.%))
tables: $(tables)

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

list:
	@echo "figures (make figures, or make $(drawn)/NAME.pdf; PROFILE=smoke|quick|paper):"
	@$(foreach f,$(figures),printf '  %-12s %s\n' '$f' '$($f.what)';)
	@echo "verbs: programs figures tables report verify lock list man test lint bench clean clean-all"
	@echo "settings: PROFILE=smoke|quick|paper DATA=DIR coherent=NAME incoherent=NAME READ='OPTIONS OF tiff-read' V=1"
	@echo "parameters (make figures NAME=VALUE), with their values in smoke, quick and paper:"
	@sed 's/^/  /' $(parameter_table) | column -t -s "$$(printf '\t')"

clean:
	rm -rf build build-sanitize $(filter-out bin/.gitignore,$(wildcard bin/*))
clean-all: clean
	rm -rf out figures/smoke figures/quick figures/paper figures/*-data figures/index.html

# A variable of the command line that no makefile reads is a misspelt one.
$(foreach v,$(.VARIABLES),$(if $(filter command,$(firstword $(origin $v))),$(if \
  $(shell grep -lF '$$($v)' $(MAKEFILE_LIST)),,$(error nothing here is called $v; see: make list))))

# What this run has before it, for tools/step, where a terminal shows it: a dry run counts the steps and adds their costs.
COUNTING ?=
quote = '$(subst ','\'',$1)'
ifneq ($(filter figures tables report verify lock $(drawn)/%,$(MAKECMDGOALS)),)
ifeq ($(COUNTING),)
$(shell rm -f $(out)/.done $(out)/.steps; if [ -t 2 ] && [ "$$TERM" != dumb ]; then \
  MAKEFLAGS=$(call quote, -- $(MAKEOVERRIDES)) $(MAKE) -n COUNTING=1 $(MAKECMDGOALS) 2>/dev/null | \
  awk -v began="$$(date +%s)" '/^tools\/step/ {n++; cost += $$NF} END {print n + 0, cost + 0, began}' > $(out)/.steps; fi)
endif
endif
