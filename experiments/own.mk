# own.mk -- which papers are asked for: of all stages.mk the last, before the figures. A paper that one's own stacks, DATA, may teach says
#   PAPER.own      the roles of its stacks (data.mk)
#   PAPER.samples  the samples of DATA that have them
#   PAPER.learnt   those of them that teach its networks, of which each has three positions: test, validation, training
# A network is made of the kind that DATA has stacks for, unless KIND= says which.
asked := $(filter figures tables verify lock report measure sweep model,$(MAKECMDGOALS))
ifneq ($(DATA),)
teachable := $(foreach p,$(papers),$(if $(value $p.own),$p))
lacking := $(foreach p,$(teachable),$(if $($p.learnt),,$p))
ifneq ($(filter model,$(MAKECMDGOALS)),)
KIND := $(or $(KIND),$(firstword $(foreach m,$(models),$(if $(filter $(filter-out $(lacking),$(teachable)),$($m.paper)),$m)) \
  $(models)))
endif
endif
ifneq ($(filter model,$(MAKECMDGOALS)),)
$(if $(filter $(models),$(KIND)),,$(error KIND=$(KIND) is not one of: $(models)))
papers := $($(KIND).paper)
endif
ifneq ($(and $(DATA),$(filter-out check,$(or $(MAKECMDGOALS),programs))),)
$(if $(asked),$(if $(file <$(raw)/broken),$(shell cat $(raw)/broken >&2)$(error files of DATA=$(DATA) cannot be read; mend them or move \
  them out of it)))
teachable := $(filter $(papers),$(teachable))
lacking := $(filter $(papers),$(lacking))
# $(call expected,PAPERS): their channels. $(call too_few,PAPERS,SAMPLE)
expected = $(strip $(foreach p,$1,$(if $(filter-out $(firstword $1),$p),or) $(foreach r,$($p.own),$r=$(call quote,$($r)))))
too_few = $(error $(words $(if $(filter $2,$(foreach p,$1,$($p.samples))),$(call positions_of,$2))) positions$(if $2, of $2) in \
  DATA=$(DATA), expected at least 3 with $(call expected,$1); see what there is with: make check DATA=$(call quote,$(DATA)))
$(foreach s,$(filter-out $(foreach p,$(teachable),$($p.samples)),$(named)),$(call too_few,$(teachable),$s))
$(if $(teachable),$(if $(filter-out $(lacking),$(teachable)),,$(call too_few,$(teachable))))
$(foreach p,$(teachable),$(foreach s,$($p.learnt),$(if $(word 3,$(call positions_of,$s)),,$(call too_few,$p,$s))))
$(if $(asked),$(shell sed 's/$$/; left out/' $(raw)/lacking >&2))
$(if $(filter-out model,$(asked)),$(foreach p,$(lacking),$(info $p is left out: no $(call expected,$p)$(if $(named), in $(named)))))
papers := $(filter-out $(lacking),$(papers))
endif
kinds := $(strip $(foreach m,$(models),$(if $(filter $(papers),$($m.paper)),$m)))
