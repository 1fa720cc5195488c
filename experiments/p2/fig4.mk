# Figure 4 of Luo 2020: the point spread function of one bead, and the width of many by their distance from focus. `source` is what
# the beads are fitted in: input, the stack of the microscope; within-5 and within-8, each of its planes as networks focus it that were
# trained for these ranges. The beads are those that stand alone in the input.
ifeq ($(DATA),)
figures += p2-fig4
p2-fig4.what := beads of 300 nm through focus, as they are and as networks focus them: the image of one, and the width of many
p2-fig4.tables := $(drawn)/p2-fig4.tsv $(drawn)/p2-fig4-sides.tsv $(drawn)/p2-fig4-ratios.tsv
# A pixel that rounds otherwise on another processor may turn a fit that is barely ok.
verify: tolerances += fits_ok=3 fits_low_confidence=3 fits_lost=3 fwhm_um=2% fwhm_sd_um=20% every_um=20% every_sd_um=50% \
  over_stacks=2% over_stacks_low=5% over_stacks_high=5% kept=0.1 against_kept=0.1 um=5% against_um=5% ratio=5% ratio_low=15% ratio_high=15%
p2-fig4.judged := experiments/p2/samples.tsv
p2-fig4.ranges := 5 8
p2-fig4.run = $(call ranged,beads,$1)
p2-fig4.widths := $(call made,,widths,$(set.beads-test))
p2-fig4.sources := source=input $(p2-fig4.widths) $(foreach r,$(p2-fig4.ranges),source=within-$r $(call \
  made,$(call p2-fig4.run,$r),spots,$(set.beads-test)))
p2-fig4.needs := $(filter-out source=%,$(p2-fig4.sources)) $(call stamp,p2-fig4,$(p2-fig4.sources))
$(drawn)/p2-fig4.tsv: experiments/p2/widths.awk $(p2-fig4.needs) | $$(@D)/.
	$(Q)awk -f experiments/columns.awk -f $< $(p2-fig4.sources) > $@
# Both sides of focus as far as the first of the paper's networks is trained.
$(drawn)/p2-fig4-sides.tsv: experiments/p2/sides.awk experiments/student.awk $(p2-fig4.needs) $(stamps)/sample-beads \
  $(call parameter,within) | $$(@D)/.
	$(Q)awk -f experiments/columns.awk -f experiments/student.awk -f $< within=$(call inside,beads) source=input $(foreach \
	  w,$(p2-fig4.widths),$w $(w:.tsv=.axial.tsv)) > $@
# Inside of the range of a network, and 7 um below focus, relative to the input in focus; beyond the range relative to inside.
p2-fig4.focus := input:mean:both:0:0
p2-fig4.ratios := $(foreach r,$(p2-fig4.ranges),inside-$r=within-$r:mean:both:0:$r/$(p2-fig4.focus) \
  beyond-$r=within-$r:mean:both:$r.01:99/within-$r:mean:both:0:$r at-7-$r=within-$r:mean:below:7:7/$(p2-fig4.focus) \
  above-$r=within-$r:mean:above:0.01:$r/within-$r:mean:below:0.01:$r) at-7=within-8:mean:below:7:7/within-5:mean:below:7:7
$(drawn)/p2-fig4-ratios.tsv: experiments/p2/ratios.awk experiments/student.awk $(p2-fig4.needs) \
  $(call stamp,p2-fig4-ratios,$(p2-fig4.ratios)) | $$(@D)/.
	$(Q)awk -v ratios='$(p2-fig4.ratios)' -f experiments/columns.awk -f experiments/student.awk -f $< $(p2-fig4.sources) > $@

# A bead of the first field, in the input and in both outputs: along z, one row of each plane below the other; and the planes nearest to
# these distances from focus, a row for each source.
p2-fig4.field := $(firstword $(set.beads-test))
p2-fig4.bead := $(call made,,bead,$(p2-fig4.field))
p2-fig4.nearest := $(call made,,nearest,$(p2-fig4.field))
p2-fig4.axial := $(patsubst %.tsv,%.axial.tsv,$(call made,,widths,$(p2-fig4.field)))
p2-fig4.planes := -7 -5 -3 -1 0 1 3 5 7
p2-fig4.shown := input $(p2-fig4.ranges:%=within-%)
p2-fig4.inputs := $(p2-fig4.shown:%=$(out)/p2-fig4/xz-%.png) $(out)/p2-fig4/xy.png
p2-fig4.given := pictures='$(out)/p2-fig4'; sources='$(p2-fig4.shown)'
$(out)/p2-fig4/input.npy: $(p2-fig4.bead) | $$(@D)/.
	$(Q)cp $< $@
$(p2-fig4.ranges:%=$(out)/p2-fig4/within-%.npy): $(out)/p2-fig4/within-%.npy: experiments/p2/loneliest.awk $(p2-fig4.axial) \
  $(p2-fig4.nearest) $$(call made,$$(call p2-fig4.run,$$*),refocused,$(p2-fig4.field)) $(call programs,meta take label) | $$(@D)/.
	$(Q)region=$(call lone_bead,$(word 4,$^),$(p2-fig4.axial),61) && \
	  take --region $$region < $(word 4,$^) | label --focus $(p2-fig4.nearest) > $@
$(out)/p2-fig4/xz-%.png: $(out)/p2-fig4/%.npy $(call programs,take meta show)
	$(Q)$(call along_z,$<)
$(out)/p2-fig4/xy.png: experiments/p2/planes.awk $(p2-fig4.shown:%=$(out)/p2-fig4/%.npy) $(call programs,take show meta)
	$(Q)planes=$$(meta --list target_um < $(word 2,$^) | awk -v wanted='$(p2-fig4.planes)' -f experiments/columns.awk -f $<); \
	  for frames in $(filter %.npy,$^); do for plane in $$planes; do take $$plane < $$frames; done; done | \
	  show --each --columns $$(wc -w <<< $$planes) --gap 2 --gamma 2 --percentile 0,100 --limits $(@:.png=.tsv) \
	    --with target_um,pixel_um > $@
endif
