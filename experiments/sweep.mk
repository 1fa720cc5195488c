# sweep.mk -- the error of a network as a function of any parameter, or of two parameters as a grid.
#   make sweep OVER=led_na VALUES="0.1 0.2 0.3 0.4"
#   make sweep OVER=stacks VALUES="15 60" OVER2=fcfnn-train.dropout VALUES2="0 0.3 0.6"
# Every point is a run: finished points are reused if the sweep is extended by more values or was interrupted. Sweeps
# are recorded, and a later `make report` shows them too.

# A sweep is a figure with NAME.over, NAME.values, NAME.over2 and NAME.values2; a file records these.
sweep_notes := $(out)/sweeps
define sweep_figure
$1.what := RMSE against $($1.over)$(if $($1.over2),$(comma) and $($1.over2))
$1.paper := $(filter $(all_papers),$(or $(filter-out experiments,$(paper.$($1.over))),$(firstword $(papers))))
$1.runs := $(foreach v,$($1.values),$(foreach w,$(if $($1.over2),$($1.values2:%=/$($1.over2)@%),/),$($1.over)@$v$(w:%/=%)))
$1.given := x='$(call column_of,$($1.over))'; series='$(call column_of,$($1.over2))'
endef

OVER ?=
VALUES ?=
OVER2 ?=
VALUES2 ?=
ifneq ($(OVER),)
sweepable := $(sort recipe $(filter-out $(if $(DATA),$(raw_parameters)),$(foreach p,$(papers),$(if $($p.judged),\
  $(call acting,$($($p.judged).acts))))))
$(foreach p,$(OVER) $(OVER2),$(if $(filter $p,$(sweepable)),,$(error OVER=$p is not a parameter of the network that predicts defocus$(if \
  $(DATA), on given stacks); expected one of: $(sweepable))))
$(foreach n,VALUES $(if $(OVER2),VALUES2),$(if $($n),,$(error $n is empty; expected values as in: make sweep OVER=$(OVER) $n="a b c")))
$(foreach v,$(VALUES) $(VALUES2),$(foreach c,/ : @ $(comma),$(if $(findstring $c,$v),$(error \
  VALUES=$v has one of the characters / : @ $(comma) which cannot stand in the name of a run))))

swept := sweep-$(OVER)$(addprefix -,$(OVER2))
$(swept).over := $(OVER)
$(swept).values := $(VALUES)
$(swept).over2 := $(OVER2)
$(swept).values2 := $(VALUES2)
$(eval $(call sweep_figure,$(swept)))
figures += $(swept)

sweep: $(drawn)/$(swept).pdf
	@printf '$(swept).%s := %s\n' $(foreach v,over values over2 values2,$v '$($(swept).$v)') > $(sweep_notes)/$(swept)
	@echo "$(drawn)/$(swept).tsv"; column -t -s "$$(printf '\t')" $(drawn)/$(swept).tsv
$(drawn)/$(swept).pdf: | $(sweep_notes)/.
else
swept :=
sweep:
	@echo 'make sweep OVER=NAME VALUES="A B C", and for a grid OVER2=NAME VALUES2="A B C"; see: make list' >&2; exit 2
endif

# The sweeps of before, where they are asked for and of a paper that is.
noted := $(if $(filter report $(drawn)/sweep-%,$(MAKECMDGOALS)),$(filter-out $(swept),$(notdir $(wildcard $(sweep_notes)/sweep-*))))
include $(noted:%=$(sweep_notes)/%)
$(foreach s,$(noted),$(eval $(call sweep_figure,$s)))
noted := $(foreach s,$(noted),$(if $(filter $(papers),$($s.paper)),$s))
