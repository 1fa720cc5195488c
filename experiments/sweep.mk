# sweep.mk -- the error of the network against any parameter, or two of them as a grid.
#   make sweep OVER=led_na VALUES="0.1 0.2 0.3 0.4"
#   make sweep OVER=stacks VALUES="15 60" OVER2=dropout VALUES2="0 0.3 0.6"
# Every point is a run: what has been made is there when the sweep is made again with more values, or after it was stopped.
# What has been swept is noted, and a later `make report` shows it too.

# A sweep is NAME.over, NAME.values, NAME.over2 and NAME.values2; its note says so.
sweep_notes := $(out)/sweeps
sweep_runs = $(foreach v,$($1.values),$(foreach w,$(if $($1.over2),$($1.values2:%=/$($1.over2)@%),/),$($1.over)@$v$(w:%/=%)))
define sweep_rules
$1.what := RMSE against $($1.over)$(if $($1.over2),$(comma) and $($1.over2))
$1.tables := $(drawn)/$1.tsv
$(drawn)/$1.tsv: $(call judged,$(call sweep_runs,$1)) $(call stamp,$1,$(call sweep_runs,$1)) | $$$$(@D)/. $(sweep_notes)/.
	$$(Q)$$(call collate,$$(call sweep_runs,$1)) > $$@
	$$(Q)printf '$1.%s := %s\n' $(foreach v,over values over2 values2,$v '$($1.$v)') > $(sweep_notes)/$1
endef

OVER ?=
VALUES ?=
OVER2 ?=
VALUES2 ?=
ifneq ($(OVER),)
sweepable := $(foreach p,$(parameters),$(if $(filter-out - $(if $(DATA),specimen coherent incoherent),$(stage.$p)),$p))
$(foreach p,$(OVER) $(OVER2),$(if $(filter $p,$(sweepable)),,$(error OVER=$p is not a parameter of a network$(if \
  $(DATA), on given stacks); expected one of: $(strip $(sweepable)))))
$(foreach n,VALUES $(if $(OVER2),VALUES2),$(if $($n),,$(error $n is empty; expected values as in: make sweep OVER=$(OVER) $n="a b c")))
$(foreach v,$(VALUES) $(VALUES2),$(if $(findstring /,$v)$(findstring :,$v)$(findstring @,$v),$(error \
  VALUES=$v has one of the characters / : @, which cannot stand in the name of a folder of make's)))

swept := sweep-$(OVER)$(addprefix -,$(OVER2))
$(foreach v,OVER VALUES OVER2 VALUES2,$(eval $(swept).$(shell echo $v | tr A-Z a-z) := $($v)))
$(eval $(call sweep_rules,$(swept)))
figures += $(swept)

sweep: $(drawn)/$(swept).pdf
	@echo "$(drawn)/$(swept).tsv"; column -t -s "$$(printf '\t')" $(drawn)/$(swept).tsv
else
swept :=
sweep:
	@echo 'make sweep OVER=PARAMETER VALUES="A B C", and for a grid OVER2=PARAMETER VALUES2="A B C"; see: make list' >&2; exit 2
endif

# The sweeps of before, where they are asked for.
noted := $(if $(filter report $(drawn)/sweep-%,$(MAKECMDGOALS)),$(filter-out $(swept),$(notdir $(wildcard $(sweep_notes)/sweep-*))))
include $(noted:%=$(sweep_notes)/%)
$(foreach s,$(noted),$(eval $(call sweep_rules,$s)))
