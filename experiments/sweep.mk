# sweep.mk -- the error of the network against any parameter, or two of them as a grid.
#   make sweep OVER=led_na VALUES="0.1 0.2 0.3 0.4"
#   make sweep OVER=stacks VALUES="15 60" OVER2=dropout VALUES2="0 0.3 0.6"
# Every point is a run: what has been made is there when the sweep is made again with more values, or after it was stopped.

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
swept_runs := $(foreach v,$(VALUES),$(foreach w,$(if $(OVER2),$(VALUES2:%=/$(OVER2)@%),/),$(OVER)@$v$(w:%/=%)))
figures += $(swept)
$(swept).what := RMSE against $(OVER)$(if $(OVER2), and $(OVER2))
$(swept).tables := $(drawn)/$(swept).tsv
$(drawn)/$(swept).tsv: $(call judged,$(swept_runs)) $(call stamp,$(swept),$(swept_runs)) | $$(@D)/.
	$(Q)$(call collate,$(swept_runs)) > $@

sweep: $(drawn)/$(swept).pdf
	@echo "$(drawn)/$(swept).tsv"; column -t -s "$$(printf '\t')" $(drawn)/$(swept).tsv
else
sweep:
	@echo 'make sweep OVER=PARAMETER VALUES="A B C", and for a grid OVER2=PARAMETER VALUES2="A B C"; see: make list' >&2; exit 2
endif
