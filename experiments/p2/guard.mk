# Beyond Luo 2020: how often the guard of a network calls an image low-confidence, and how often it is wrong: of samples of the kind that
# taught the network, within its range and beyond, and of other kinds. A network refuses light of another wavelength than its own, so
# for those of one light only beads are of another kind; for others 2 um from plane to plane will do.
ifeq ($(DATA),)
figures += p2-guard
p2-guard.what := how often a network calls samples and ranges low-confidence, and how often what it makes of them is wrong
p2-guard.zones := 0:2 2:5 5:10
p2-guard.tables := $(drawn)/p2-guard.tsv $(drawn)/p2-guard-novelty.tsv
p2-guard.inputs := experiments/p2/curves.gp
p2-guard.coarse := $(if $(filter 2,$(apart)),,/apart@2)
p2-guard.fields = $(if $(filter beads-breast,$1),$(call first,4,$(set.$1-test)),$(set.$1-test-restored))
# NETWORK:RUN:SAMPLE
p2-guard.applied := breast:method@deep-r:breast breast:method@deep-r/taught@breast$(p2-guard.coarse):beads-breast \
  ovary:method@deep-r:ovary ovary-2:method@deep-r/within@2:ovary $(foreach c,red green blue,prostate:method@deep-r:prostate-$c) \
  $(foreach n,nuclei filaments,$(foreach s,nuclei filaments,$n:method@deep-r$(if $(filter-out $n,$s),/taught@$n):$s) \
  $n:method@deep-r/taught@$n$(p2-guard.coarse):breast)
# The range of the network, and whether the sample is of the kind that taught it.
p2-guard.within = $(or $(filter-out -,$(call setting,$2,within)),$(call inside,$(firstword $(call teachers,$1))))
p2-guard.kind = $(if $(filter $3,$(call teachers,$(firstword $(subst -, ,$1)))),own,other)
p2-guard.made :=
define p2-guard.group
p2-guard.made += $(out)/p2-guard/$1/$3.tsv
p2-guard.$1.$3 := $(call made,$4,compared,$5)
$(out)/p2-guard/$1/$3.tsv: experiments/p2/guarded.awk $(call made,$4,restored,$5) $$(p2-guard.$1.$3) \
  $$(call stamp,p2-guard-$1-$3,$2 $4 $5) $(call programs,meta) | $$$$(@D)/.
	$$(Q)for f in $$(call full,$$(filter %.npy,$$^)); do meta --list stack$$(comma)z_um$$(comma)deepr$$(comma)novelty < $$$$f; done | \
	  $$(one_header) > $$@.said
	$$(Q)$(collate) put='network=$1 within_um=$(call p2-guard.within,$1,$2) kind=$(call p2-guard.kind,$1,$2,$3) sample=$3' \
	  $$(p2-guard.$1.$3) | awk -f experiments/columns.awk -f $$< $$@.said - > $$@ && rm $$@.said
endef
$(foreach a,$(p2-guard.applied),$(eval $(call p2-guard.group,$(call of_curve,$a,1),$(call of_curve,$a,2),$(call of_curve,$a,3),$(call \
  far_run,$(call of_curve,$a,2),$(call of_curve,$a,3)),$(call p2-guard.fields,$(call of_curve,$a,3)))))
$(p2-guard.tables) &: experiments/p2/guard-rates.awk $(p2-guard.made) $(call stamp,p2-guard,$(p2-guard.zones)) | $(drawn)/.
	$(Q)$(one_header) $(p2-guard.made) | awk -v zones='$(p2-guard.zones)' -v novelties=$(drawn)/p2-guard-novelty.tsv \
	  -f experiments/columns.awk -f $< - > $(drawn)/p2-guard.tsv
tolerances += flagged=3 wrong=3 silent=3 false=3 novelty=5% novelty_sd=10%
endif
