# alone.mk -- two makes in one folder would take each other's files, and a killed one cannot delete what it has begun.
# So one at a time writes in $(out) and $(drawn); tools/recipe, the shell of the recipes there, keeps record of what is
# unfinished; and the next make begins by removing that (tools/alone).
#   make figures WAIT=1           wait for the make that writes there, instead of stopping

WAIT ?=
COUNTING ?=
making := $(filter figures sweep tables report measure model check verify lock $(drawn)/% $(out)/%,$(MAKECMDGOALS))
# A dry run writes nothing, nor does one that makes something else: neither files nor stamps, whose names it collects.
unwritten :=
options_of_make := $(filter-out --%,$(firstword -$(MAKEFLAGS)))
writing := $(if $(COUNTING)$(findstring n,$(options_of_make))$(findstring q,$(options_of_make)),,$(making))
alone := $(if $(making),$(shell tools/alone $(out) $(drawn) $(if $(writing),$$PPID '$(WAIT)' $(call \
  quote,make $(MAKEOVERRIDES) $(MAKECMDGOALS)))))
failed := $(if $(making),$(filter-out 0,$(.SHELLSTATUS)))
$(if $(alone)$(failed),$(error $(or $(alone),tools/alone: cannot write in $(out))))
# What is unfinished now is being made by another one, which a dry run does not take for made.
.PHONY: unfinished
$(if $(making),$(shell cat $(out)/.unfinished/* 2>/dev/null)): unfinished
$(out)/% $(drawn)/%: private .SHELLFLAGS = -eu -o pipefail tools/recipe $(out) $@
