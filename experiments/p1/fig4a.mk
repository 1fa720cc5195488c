# Figure 4a of Pinkard 2019: which part of the spectrum reveals the defocus: its magnitude, its phase or its real part.

figures += p1-fig4a
p1-fig4a.what := magnitude, phase and real part as features: predicted against true defocus in training and in validation
p1-fig4a.tables := $(drawn)/p1-fig4a.tsv
p1-fig4a.cases := $(foreach p,magnitude phase real,$(foreach s,training validation,$p/$s))
# The figure shows as many training stacks as there are validation stacks. $(call p1-fig4a.of,STAGE,PART/SET)
p1-fig4a.of = $(call made,fftcrop.part@$(patsubst %/,%,$(dir $2)),$1,$(if $(filter %/training,$2),shown-training,$(trained_on)-validation))
p1-fig4a.inputs := $(foreach c,$(p1-fig4a.cases),$(call p1-fig4a.of,predicted,$c))
p1-fig4a.given := $(foreach c,$(p1-fig4a.cases),$(subst /,_,$c)='$(call p1-fig4a.of,predicted,$c)';)

$(drawn)/p1-fig4a.tsv: $(foreach c,$(p1-fig4a.cases),$(call p1-fig4a.of,evaluated,$c)) | $$(@D)/.
	$(Q)$(collate) $(foreach c,$(p1-fig4a.cases),put='part=$(patsubst %/,%,$(dir $c)) set=$(notdir $c)' $(call p1-fig4a.of,evaluated,$c)) > $@
