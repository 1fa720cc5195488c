# pipeline.mk -- the engine: parameters, positions, runs, stages, figures and verbs. What a paper is made of stands in
# experiments/PAPER: paper.tsv, parameters.tsv, recipes.tsv, stages.tsv, stages.mk, claims.tsv, and a .mk, a .gp and an .awk
# for each figure.
#
#   make figures PROFILE=quick    two hours or less, and large enough that the claims show; smoke: minutes, to see that all works;
#                                 paper: as published
#   make figures NAME=VALUE       any parameter (make list); what depends on it is made again
#   make figures DATA=dir         your own stacks, as they lie there (experiments/data.mk); nothing is simulated
#   make sweep OVER=NAME VALUES="A B C"   the error against a parameter; OVER2= VALUES2= for a grid
#   make model KIND=deep-r DATA=dir       a network from them (model.mk)
#   make report, plan, list       the figures with verdicts; what would be made; what can be made. All verbs take PAPER=p1

PROFILE ?= quick
$(foreach v,PAPER DATA READ V MAKECMDGOALS MAKEOVERRIDES,$(eval $v ?=))
all_papers := $(sort $(patsubst experiments/%/paper.tsv,%,$(wildcard experiments/*/paper.tsv)))
papers := $(or $(PAPER),$(all_papers))
$(if $(filter-out smoke quick paper,$(PROFILE)),$(error PROFILE=$(PROFILE) is not one of smoke, quick, paper))
$(foreach p,$(papers),$(if $(filter $p,$(all_papers)),,$(error PAPER=$p is not one of: $(all_papers))))
out := out/$(PROFILE)$(if $(DATA),-data)
drawn := figures/$(PROFILE)$(if $(DATA),-data)
locked := figures/locked/$(PROFILE)
raw := $(out)/$(if $(DATA),data,raw)
include tools/alone.mk
# Recipes are typed as a user would type them. Each has one thread, as make runs them side by side. OpenBLAS has kernels for
# every kind of processor, and training amplifies the last bits in which they differ: all use those of the oldest processor
# that the programs are built for. SkylakeX is faster where there is AVX-512.
export PATH := $(CURDIR)/$(bin):$(PATH)
export LC_ALL := C.UTF-8
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
ifeq ($(shell uname -m),x86_64)
export OPENBLAS_CORETYPE := Haswell
endif
comma := ,
space := $(strip) $(strip)
programs = $(1:%=$(bin)/%)
same = $(and $(findstring "$1","$2"),$(findstring "$2","$1"))

# Parameters ---------------------------------------------------------------------------------------------------------
# A parameter is a row of experiments/parameters.tsv or of a paper's: the stage where it acts, its value in each profile.
# PROGRAM.OPTION is an option of that program, $(call options,PROGRAM) in a recipe; '-' is an option that is not given.
$(foreach v,parameters stages recipe.profile,$(eval $v :=))
stamps := $(out)/parameters
parameter_tables := $(wildcard experiments/parameters.tsv experiments/*/parameters.tsv)
$(shell mkdir -p $(stamps) && awk -v profile=$(PROFILE) -f experiments/columns.awk -f experiments/tables.awk \
  $(parameter_tables) $(wildcard experiments/*/recipes.tsv experiments/*/stages.tsv) > $(out)/tables.$$$$.tmp || \
  echo '$$(error the tables of experiments cannot be read)' > $(out)/tables.$$$$.tmp; mv $(out)/tables.$$$$.tmp $(out)/tables.mk)
include $(out)/tables.mk
recipes := $(sort $(patsubst recipe.%,%,$(filter recipe.%,$(.VARIABLES))))
acting = $(foreach p,$(parameters),$(if $(filter $(stage.$p),$1),$p))
options = $(foreach p,$(filter $1.%,$(parameters)),$(if $(filter-out -,$($p)),--$(p:$1.%=%)=$($p)))
# A stamp is a file that is written only when its value changes: $(call stamp,NAME,VALUE) is its path. A rule that uses a
# parameter depends on its stamp; so does a rule that reads a list of files, else a removed file would go unnoticed. Where
# nothing is written, what depends on it is to be made all the same.
stamp = $(stamps)/$1$(if $(call same,=$(strip $2),$(strip $(file <$(stamps)/$1))),,$(if \
  $(writing),$(file >$(stamps)/$1,=$(strip $2)),$(eval unwritten += $(stamps)/$1)))
parameter = $(1:%=$(stamps)/%)

# Positions ----------------------------------------------------------------------------------------------------------
# A position is a place on a sample: one stack of each illumination, $(raw)/SAMPLE/POSITION/NAME.tif. The first ones are
# for the test, the next for validation, the rest for training: more training stacks never change what networks are judged
# by. $(call samples,A B,NAMES) are those of DATA with a stack of these names, or A and B; it defines their sets: set.A-test, ...
# The items of a set may depend on the run, which is $1 in set.NAME; those of NAME/ITEM on the item too, $2 is all of it.
first = $(wordlist 1,$1,$2)
rest = $(wordlist $(words x $(call first,$1,$2)),99999,$2)
simulated := $(shell seq -f 'p%04g' 1 999)
positions = $(if $(DATA),$(call positions_of,$1),$(simulated))
# Of one's own stacks an eighth is for the test and an eighth for validation, unless the parameters say fewer.
eighth = $(if $(DATA),$(shell n=$(words $(call positions,$1)); echo $$(($2 < (n + 7) / 8 ? $2 : (n + 7) / 8))),$2)
define split
set.$1-test := $(addprefix $1/,$(call first,$2,$4))
set.$1-validation := $(addprefix $1/,$(call first,$3,$(call rest,$2,$4)))
set.$1-training := $(addprefix $1/,$(call rest,$3,$(call rest,$2,$4)))
endef
samples = $(foreach s,$(if $(DATA),$(call holding,$2),$1),$s$(eval \
  $(call split,$s,$(call eighth,$s,$(test)),$(call eighth,$s,$(validation)),$(call positions,$s))))
raw_file = $(raw)/$1/$2$(if $(DATA),.from,.tif)
set = $(call set.$(firstword $(subst /, ,$2)),$1,$2)

# Runs ---------------------------------------------------------------------------------------------------------------
# A run is the profile with some parameters changed, and is called by its changes: stacks@5/PROGRAM.OPTION@0.3. Its
# results lie in the folder of that name. Stages that a change does not affect are shared with the runs that lack it, and
# with the profile, whose run has no name: a result is made once, and stays when another value is tried.
name_of = $(firstword $(subst @, ,$1))
names = $(foreach c,$(subst /, ,$1),$(call name_of,$c))
# The changes behind those of a run: a recipe stands for several, and gives way to what the run says itself.
recipe_of = $(foreach r,$(patsubst recipe@%,%,$(filter recipe@%,$(subst /, ,$1))),$(if $(filter $r,$(recipes)),\
  $(recipe.$r),$(error recipe=$r is not one of: $(recipes))))
first_value = $(firstword $(patsubst $2@%,%,$(filter $2@%,$1)))
# $(call setting,RUN,PARAMETER)
setting = $(or $(call first_value,$(subst /, ,$1),$2),$(call first_value,$(call recipe_of,$1),$2),$(profile.$2))
# The part of a run that acts in these stages, less what is as it would be anyway: $(call part_of,RUN,STAGES).
acts_in = $(if $(filter $1,$(parameters)),$(stage.$1),$(error a run changes $1, expected one of: $(parameters)))
differs = $(if $(filter $(call acts_in,$(call name_of,$1)),$3),$(if $(filter \
  $1,$(call name_of,$1)@$(call setting,$2,$(call name_of,$1))),,$1))
part_of = $(if $1,$(subst $(space),/,$(strip $(foreach c,$(subst /, ,$1),$(if $(strip $(if $(filter recipe@%,$c),\
  $(foreach d,$(call recipe_of,$c),$(call differs,$d,,$2)),$(call differs,$c,$(filter recipe@%,$(subst /, ,$1)),$2))),$c)))))

# Stages -------------------------------------------------------------------------------------------------------------
# A stage is data, a row of a paper's stages.tsv, and its recipe in stages.mk:
#   STAGE.file      what it makes in the folder of a run, features/%.npy; % is an item: a position, or the name of a set
#   STAGE.also      what else the same command makes
#   STAGE.from      what it is made from: STAGE, of the same item; STAGE:SET, of all items of a set; STAGE:%, of all items
#                   of the set that the item names. A stage without a file is a name for parameters that act in several.
#   STAGE.programs STAGE.say STAGE.recipe   what runs, what it says meanwhile, the command
#   STAGE.ms STAGE.kb                       its time on a processor and its disk, both rough, of the paper's `amounts`
#   STAGE.reads     other files that it reads, of item $1, the same in every run
#   STAGE.raw       instead of a file, the name of the raw stacks, which come from DATA or are simulated by
#   STAGE.pipe      a command that writes the stack of item $1. Only the profile's are kept as files, and with store=no none:
#                   then the stages that read one run its command. $(call stream,STAGE,ITEM) is either.
# The parameters of a stage act in it and in all that is made from it. In a recipe $(run) is the run, $* the item,
# $(call in,STAGE:SET) the files, and $(result) what it makes: STAGE.file, where $@ may be any of STAGE.also.
# $(call made,RUN,STAGE,ITEMS) names files for a figure, and defines how they are made.
run :=
result = $@
stage_of = $(firstword $(subst :, ,$1))
set_of = $(word 2,$(subst :, ,$1))
fixed = $(if $(findstring %,$1),,$1)
closure = $(sort $1 $(foreach f,$(call $1.from,*),$(call closure,$(call stage_of,$f))))
part = $(if $(filter undefined,$(origin part.$1.$2)),$(eval part.$1.$2 := $(call part_of,$1,$($2.acts))))$(part.$1.$2)
at = $(out)$(addprefix /,$(call part,$1,$2))
file_of = $(if $($2.file),$(patsubst %,$(call at,$1,$2)/$($2.file),$(if $(call fixed,$($2.file)),x,$3)))
files = $(if $($2.raw),$(foreach i,$3,$(call raw_file,$i,$($2.raw))),$(call file_of,$1,$2,$3))
inputs = $(call files,$1,$(call stage_of,$2),$(if $(call set_of,$2),$(call set,$1,$(subst %,$3,$(call set_of,$2))),$3))
in = $(call inputs,$(run),$1,$*)
kept = $(if $($2.raw),$(if $(call part,$1,$2),,$(or $(DATA),$(filter yes,$(store)))),$($2.file))
stream = $(if $(call kept,$(run),$1),$(read_stack) $(READ) --meta stack=$2 $(call raw_file,$2,$($1.raw)),$(call $1.pipe,$2))
cost = $(firstword $(foreach f,$($2.from),$(if $($f.raw),$(if $(call kept,$1,$f),,$($f.cost)))) $($2.cost)) $(lastword $($2.cost))
of_run = $(if $1, ($(subst /, ,$1)))
Q := $(if $(V),,@)
step = $(Q)tools/step $(out) "$@" "$1" $2
say = $(call step,$1,10)
# What a rule depends on. What the item alone tells is a pattern; a set that the item names, and the file of one's own
# stack, are known when make has matched it. The stamp of such a set is written before, as make then sees no new files.
# Of its parameters, the stamps of those that the run leaves as they are, and one of the values that its recipe has.
unchanged = $(call parameter,$(filter-out $(foreach c,$(subst /, ,$1) $(call recipe_of,$1),$(call name_of,$c)),$(call acting,$2))) \
  $(call recipe_stamp,$(filter recipe@%,$(subst /, ,$1)),$2)
recipe_stamp = $(if $1,$(call stamp,$(subst $(space),-,$(strip $1 $2)),$(foreach c,$(call recipe_of,$1),$(if \
  $(filter $(stage.$(call name_of,$c)),$2),$c))))
needs = $(call programs,$($2.programs)) $(call unchanged,$1,$2) $(if $(value $2.reads),$$$$(call $2.reads,$$$$*)) \
  $(foreach f,$($2.from),$(call need,$1,$(call stage_of,$f),$(call set_of,$f)))
need = $(if $3,$(if $(call fixed,$3),$(call inputs,$1,$2:$3,) $(call stamp,$(subst /,-,$2-$3-$1),$(call set,$1,$3)),\
  $$$$(call set_needs,$1,$2,$(subst %,$$$$*,$3))),$(if $($2.raw),$(call raw_needs,$1,$2),$(call files,$1,$2,%)))
set_needs = $(call files,$1,$2,$(call set,$1,$3)) $(stamps)/$(call set_stamp,$1,$3)
set_stamp = $(subst /,-,set-$2$(1:%=-%))
raw_needs = $(if $(call kept,$1,$2),$(call raw_file,%,$($2.raw)) $(call \
  stamp,$2-raw,$($2.raw)) $(call programs,tiff-read) $(call parameter,DATA READ),$(call programs,$($2.programs)) \
  $(call unchanged,$1,$($2.acts)) $$$$(call $2.reads,$$$$*))

value_of = $(1:$(call name_of,$1)@%=%)
# Only files that come together are a group: a dry run of make 4.3 takes what is made from a group for unchanged.
define stage_rule
$(foreach c,$(call recipe_of,$1) $(subst /, ,$1),$(call at,$1,$2)/%: private override $(call name_of,$c) := $(call value_of,$c)
)
$(if $1,$(call at,$1,$2)/%: private run := $1)
$(addprefix $(call at,$1,$2)/,$($2.file) $($2.also)): private result = $(call at,$1,$2)/$(subst %,$$*,$($2.file))
$(addprefix $(call at,$1,$2)/,$($2.file) $($2.also))$(if $($2.also), &): $(call needs,$1,$2) | $$$$(@D)/.
	$$(call step,$(subst %,$$*,$(call $2.say,$1))$(call of_run,$1),$(call cost,$1,$2))
	$$(Q)$$($2.recipe)
endef
define raw_rule
$(raw)/%/$($1.raw).tif: $(call programs,$($1.programs) tiff-write) $(call unchanged,,$($1.acts)) $$$$(call $1.reads,$$$$*) | $$$$(@D)/.
	$$(call step,$(subst %,$$*,$(call $1.say,)),$(call cost,,$1))
	$$(Q)$$(call $1.pipe,$$*) | tiff-write $$@
endef
# Each rule once, and those of what it is made from; then the stamps of the sets that the items are.
made = $(strip $(call rules,$1,$2,$(call part,$1,$2))$(if $(value 3),$(if $(call write_stamps,$1,$2,$3),))$(call files,$1,$2,$(value 3)))
rules = $(if $(filter undefined,$(origin defined.$2.$3)),$(eval defined.$2.$3 := yes)$(eval $(call stage_rule,$3,$2))$(foreach f,\
  $(call $2.from,$1),$(if $($(call stage_of,$f).file),$(if $(call made,$1,$(call stage_of,$f),$(call set_items,$1,$(call set_of,$f))),))))
set_items = $(if $(call fixed,$2),$(call set,$1,$2))
write_stamps = $(if $($2.listed),$(foreach f,$($2.from),$(if $(findstring %,$f),$(call write_sets,$1,$2,$(call stage_of,$f),$(foreach \
  i,$3,$(subst %,$i,$(call set_of,$f)))),$(if $(call set_of,$f),,$(call write_stamps,$1,$f,$3)))))
write_sets = $(foreach s,$4,$(call stamp,$(call set_stamp,$(call part,$1,$2),$s),$(call set,$1,$s))$(call write_stamps,$1,$3,$(call \
  set,$1,$s)))

$(foreach v,tolerances settings,$(eval $v :=))
include experiments/data.mk experiments/shared.mk $(wildcard experiments/*/stages.mk) experiments/own.mk
$(foreach s,$(stages),$(foreach f,$(call $s.from,*),$(if $(filter $(call stage_of,$f),$(stages) $(foreach p,$(parameters),$(stage.$p))),,\
  $(error the stage $s is made from $f, which no table of experiments knows))))
# The recipe that was asked for is the profile; `profile.` keeps its values where a run overrides them.
$(foreach c,$(call recipe_of,recipe@$(recipe)),$(if $(call given_by_user,$(call name_of,$c)),,\
  $(eval $(call name_of,$c) := $(call value_of,$c))))
$(foreach p,$(parameters),$(eval profile.$p := $($p)))
$(if $(foreach p,$(parameters) DATA READ,$(call stamp,$p,$($p))),)
$(foreach s,$(stages),$(eval $s.reads ?=)$(eval $s.acts := $(call closure,$s))$(eval \
  $s.listed := $(findstring %,$(foreach c,$($s.acts),$(call $c.from,*)))))
# Each paper's by itself: the amounts of two may have the same names.
costs_of = $(shell awk 'BEGIN {$($1.amounts) $(foreach s,$(stages),$(if $(filter $1,$($s.paper)),\
  print "$s:" int($(or $($s.ms),0)) ":" int($(or $($s.kb),0));))}')
$(foreach c,$(foreach p,$(sort $(foreach s,$(stages),$($s.paper))),$(call costs_of,$p)),\
  $(eval $(word 1,$(subst :, ,$c)).cost := $(wordlist 2,3,$(subst :, ,$c))))
raw_parameters := $(call acting,$(foreach s,$(stages),$(if $($s.raw),$($s.acts))))
$(if $(DATA),,$(foreach s,$(stages),$(if $($s.raw),$(eval $(call raw_rule,$s)))))

# Figures ------------------------------------------------------------------------------------------------------------
# A figure's .mk appends its name to `figures`, p2-fig3, and gives
#   NAME.what     what it is, in a line
#   NAME.tables   its tables, which are the result, $(drawn)/NAME*.tsv; NAME.inputs, what else the drawing reads
#   NAME.runs     the runs that it compares, whose judgements, with their changes as columns, are $(drawn)/NAME.tsv
#   NAME.rows     other tables that are to be joined there, with columns put before: part=real;set=test:FILE
#   NAME.given    variables for its drawing, experiments/p2/fig3.gp, which has every parameter too, as p_NAME
#   NAME.judged   what its judge, experiments/p2/fig3.awk, reads besides the tables
# What is measured, and so never the same, is NAME.measured of a name in `measurements`; nothing compares it. Which stage
# judges the runs of a paper is PAPER.judged. No figure's .mk reads what another one defines.
$(foreach v,figures measurements,$(eval $v :=))
paper_of = $(firstword $(subst -, ,$1))
script_of = experiments/$(if $(filter sweep-%,$1),sweep,$(call paper_of,$1)/$(patsubst $(call paper_of,$1)-%,%,$1))
word_of = $(subst -,_,$(subst .,_,$1))
# The changes of a run as columns of a table: stacks=5 seed=1.
column_of = $(subst -,_,$(lastword $(subst ., ,$1)))
as_columns = $(foreach n,$(call names,$1),$(call column_of,$n)=$(call setting,$1,$n))
figure_files := $(sort $(filter-out %/stages.mk,$(wildcard $(papers:%=experiments/%/*.mk))))
include $(figure_files) experiments/sweep.mk
rows_of = $($1.rows) $(foreach r,$($1.runs),$(subst $(space),;,$(call as_columns,$r)):$(call made,$r,$($($1.paper).judged)))
define rows_rule
$1.tables += $(drawn)/$1.tsv
$(drawn)/$1.tsv: $(call files_in,$2) $(call stamp,$1-rows,$2) | $$$$(@D)/.
	$$(Q)$(call joined,$2) > $$@
endef
# A PDF holds the time at which it was made; put a constant in its place.
formats := pdf svg png
named_in = $(foreach p,$(parameters),$(if $(findstring p_$(call word_of,$p),$(file <$1)),$p))
define drawing_rule
$(foreach x,$(formats),$(drawn)/$1.$x) &: $($1.tables) $($1.inputs) $(call script_of,$1).gp experiments/style.gp \
  $(call parameter,$(call named_in,$(call script_of,$1).gp)) | $(drawn)/.
	$$(call say,draw $(drawn)/$1)
	$$(Q)for format in $(formats); do gnuplot -e "name='$1'; format='$$$$format'; out='$(out)'; drawn='$(drawn)'" \
	  -e "$(foreach p,$(parameters),p_$(call word_of,$p)='$($p)';)" -e "$(or $($1.given),;)" \
	  experiments/style.gp $(call script_of,$1).gp; done
	$$(Q)LC_ALL=C sed -i 's/CreationDate (D:[0-9]*/CreationDate (D:20190513000000/' $(drawn)/$1.pdf
endef
unset = $(filter undefined,$(origin $1))
$(foreach f,$(figures) $(noted) $(measurements),$(foreach a,tables inputs runs rows given judged measured,$(if $(call unset,$f.$a),\
  $(eval $f.$a :=)))$(if $(call unset,$f.paper),$(eval $f.paper := $(call paper_of,$f))))
# Stacks of one's own are what they are: a figure whose runs would simulate others is left out.
figures := $(foreach f,$(figures),$(if $(and $(DATA),$(filter $(raw_parameters),$(foreach r,$($f.runs),$(call names,$r)))),,$f))
all_figures := $(figures) $(noted)
$(foreach f,$(all_figures),$(if $($f.runs)$($f.rows),$(eval $(call rows_rule,$f,$(call rows_of,$f))))$(eval $(call drawing_rule,$f)))
tables := $(foreach f,$(figures),$($f.tables))

# Verbs --------------------------------------------------------------------------------------------------------------
.SECONDARY:
.PHONY: figures sweep tables measure clean-all
figures: $(foreach f,$(figures),$(formats:%=$(drawn)/$f.%))
	$(if $(writing),@echo "$(words $(figures)) figures are in $(drawn) as $(subst $(space),$(comma) ,$(formats)) beside their tables")
tables: $(tables)
measure: $(foreach m,$(measurements),$($m.measured))

clean-all: clean
	rm -rf out figures/smoke figures/quick figures/paper figures/*-data figures/index.html
