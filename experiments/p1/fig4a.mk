# Figure 4a of Pinkard 2019: which part of the spectrum tells the defocus: its magnitude, its phase, its real part. As many
# stacks of the training set are shown as there are for validation.
figures += p1-fig4a
p1-fig4a.what := magnitude, phase and real part as features: predicted against true defocus in training and in validation
p1-fig4a.cases := $(foreach p,magnitude phase real,$(foreach s,training validation,part=$p;set=$s))
# $(call p1-fig4a.of,STAGE,part=PART;set=SET)
p1-fig4a.of = $(call made,fftcrop.part@$(patsubst part=%,%,$(firstword $(subst ;, ,$2))),$1,$(if $(filter \
  %=training,$2),shown-training,$(trained_on)-validation))
p1-fig4a.rows := $(foreach c,$(p1-fig4a.cases),$c:$(call p1-fig4a.of,evaluated,$c))
# The magnitude against the others.
$(call paired,p1-fig4a,$(foreach s,training validation,$(foreach p,phase real,against=$p;set=$s:$(if $(filter \
  training,$s),shown-training,$(trained_on)-validation):fftcrop.part@magnitude:fftcrop.part@$p)))
p1-fig4a.inputs := $(foreach c,$(p1-fig4a.cases),$(call p1-fig4a.of,predicted,$c))
p1-fig4a.given := predictions='$(p1-fig4a.inputs)'
