# own.mk -- which papers are asked for: of all stages.mk the last, before the figures. A paper that one's own stacks, DATA, may teach says
#   PAPER.own      the names of its stacks
#   PAPER.samples  the samples of DATA that have one
#   PAPER.learnt   those of them that teach its networks, of which each has three positions: test, validation, training
ifneq ($(filter model,$(MAKECMDGOALS)),)
$(if $(filter $(models),$(KIND)),,$(error KIND=$(KIND) is not one of: $(models)))
papers := $($(KIND).paper)
endif
ifneq ($(DATA),)
teachable := $(foreach p,$(papers),$(if $(value $p.own),$p))
lacking := $(foreach p,$(teachable),$(if $($p.learnt),,$p))
# $(call too_few,PAPERS,SAMPLE)
expected = $(subst $(space), or ,$(strip $(foreach p,$1,$(raw)/$2/POSITION/$(firstword $($p.own)).tif)))
found := $(or $(firstword $(wildcard $(raw)/*/*/* $(raw)/*/* $(raw)/*)),nothing)
too_few = $(error positions in DATA=$(raw): $(words $(foreach p,$1,$(call places,$($p.own),$2))), expected at least 3 as $(call \
  expected,$1,$2); found $(found))
$(foreach s,$(filter-out $(foreach p,$(teachable),$($p.samples)),$(named)),$(call too_few,$(teachable),$s))
$(if $(teachable),$(if $(filter-out $(lacking),$(teachable)),,$(call too_few,$(teachable),SAMPLE)))
$(foreach p,$(teachable),$(foreach s,$($p.learnt),$(if $(word 3,$(call places,$($p.own),$s)),,$(call too_few,$p,$s))))
$(if $(filter figures tables verify lock report,$(MAKECMDGOALS)),$(foreach p,$(lacking),$(info $p is left out: no $(call \
  expected,$p,$(or $(firstword $(named)),SAMPLE)))))
papers := $(filter-out $(lacking),$(papers))
endif
kinds := $(strip $(foreach m,$(models),$(if $(filter $(papers),$($m.paper)),$m)))
