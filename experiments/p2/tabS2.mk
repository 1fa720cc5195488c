# Table S2 of Luo 2020: how long the focus of a square millimetre takes to search, as OughtaFocus does, in four fields from four random
# heights each. Beads as published; and, beyond the paper, tissue.
ifeq ($(DATA),)
figures += p2-tabS2
measurements += p2-tabS2
p2-tabS2.what := time to search the focus of a square millimetre by four measures of sharpness, and where the searches ended
p2-tabS2.samples := beads-breast breast
p2-tabS2.measures := vollath4 vollath5 sd normalized-variance
p2-tabS2.fields = $(call first,4,$(set.$1-test))
p2-tabS2.rows := $(foreach s,$(p2-tabS2.samples),$(foreach m,$(p2-tabS2.measures),$(foreach f,$(call \
  made,autofocus-search.measure@$m,search,$(call p2-tabS2.fields,$s)),sample=$s;measure=$m:$f)))
p2-tabS2.tables := $(drawn)/p2-tabS2-times.tsv
p2-tabS2.measured := $(drawn)/p2-tabS2-computing.tsv $(drawn)/p2-tabS2-network.tsv
# The drawing shows the time of networks here too, once it was measured.
p2-tabS2.inputs := $(wildcard $(drawn)/p2-tabS2-network.tsv)
p2-tabS2.given := timed='$(p2-tabS2.inputs)'
$(drawn)/p2-tabS2-times.tsv: experiments/p2/tabS2-times.awk experiments/p2/published.tsv $(drawn)/p2-tabS2.tsv \
  experiments/student.awk $(call parameter,autofocus-search.exposure autofocus-search.tolerance)
	$(Q)awk -v exposure_ms=$(autofocus-search.exposure) -v tolerance_um=$(autofocus-search.tolerance) -f experiments/columns.awk \
	  -f experiments/student.awk -f $(wordlist 1,3,$^) > $@
# The time of computing the sharpness of a frame as large as published, which is not that of the processor of the paper.
$(drawn)/p2-tabS2-computing.tsv: experiments/p2/tabS2-computing.sh $(call programs,autofocus-search meta) | $$(@D)/.
	$(call say,measure the time of computing the sharpness)
	$(Q)bash $< $(p2-tabS2.measures) > $@
# And that of a network: the one that breast is focused with, and one of the published width.
$(drawn)/p2-tabS2-network.tsv: experiments/p2/tabS2-network.sh $(call made,,deepr,breast) $(call programs,deepr deepr-train meta \
  psf label pair) | $$(@D)/.
	$(call say,measure the time of focusing with networks)
	$(Q)bash $< 512 48 $(word 2,$^) > $@
endif
