# Builds the programs and checks them; pipeline.mk, included below, makes the figures with them.
#   make            the programs, into bin/
#   make test       every test            make figures    every figure of PROFILE (smoke, quick, paper)
#   make list       what else can be made, and with which parameters
#   make check      what there is in a folder of your own stacks, and what is missing
#   make model      a network from them
#   make report     figures/index.html: the figures beside what was published, and a verdict

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-builtin-rules --no-builtin-variables --warn-undefined-variables
MAKEFLAGS += -j$(shell nproc)
.DELETE_ON_ERROR:
.ONESHELL:
.SECONDEXPANSION:
.DEFAULT_GOAL := programs

include src/build.mk
include tests/tests.mk
include tools/settings.mk
include pipeline.mk
include tools/plan.mk
include report.mk
include model.mk
include tools/help.mk
.PHONY: $(unwritten)

# A variable of the command line that no makefile reads, nor one of a paper that is left out, is a misspelt one.
$(foreach v,$(filter-out $(parameters) $(roles) .%,$(.VARIABLES)),$(if $(filter command override,$(firstword $(origin $v))),$(if \
  $(shell grep -lF '$$($v)' $(MAKEFILE_LIST) $(wildcard experiments/*/*.mk)),,$(error nothing here is called $v; see: make list))))
