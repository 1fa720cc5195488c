# What a real microscope does and a plain simulator leaves out: frames that are cut from a larger field and may be empty, thickness,
# specimens of varied strength, LEDs off their place, varied exposure, sloping light, stray light, fixed pattern. recipes.tsv has a world
# for each, which has that effect alone, one that has none, and one that has all, as the profile. Two networks are tested in
# each world: one that has seen no effect, and one that has seen all.
ifeq ($(DATA),)
figures += sim-effects
sim-effects.what := error of networks trained without and with the effects of a real microscope, tested with each of them
sim-effects.worlds := plain cut thick strength misplaced exposure slope stray pattern all
sim-effects.run = recipe@ours/recipe@$1/stacks@$(compared)
# All effects act in the profile, so its stacks teach; for the test its frames are as small as the others.
sim-effects.model = $(call made,$(if $(filter all,$1),recipe@ours/stacks@$(compared),$(call sim-effects.run,$1)),fcfnn)
sim-effects.tested = $(call made,$(call sim-effects.run,$1),features,$(set.$(trained_on)-test))
sim-effects.rows := $(foreach m,plain all,$(foreach w,$(sim-effects.worlds),trained=$m;tested=$w:$(out)/sim-effects/$m-on-$w.tsv))
define sim-effects.rule
$(out)/sim-effects/$1-on-$2.tsv: $(call sim-effects.model,$1) $(call sim-effects.tested,$2) $(call programs,predict evaluate) | $$$$(@D)/.
	$$(call say,test the network of the world $1 in the world $2)
	$$(Q)cat $$(call full,$$(filter-out $$<,$$(filter %.npy,$$^))) | predict --with stack$(comma)target_um $$< | evaluate > $$@
endef
$(foreach m,plain all,$(foreach w,$(sim-effects.worlds),$(eval $(call sim-effects.rule,$m,$w))))
endif
