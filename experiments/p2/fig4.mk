# Figure 4 of Luo 2020: the point spread function of one bead, and the width of many by their distance from focus. `source` is what
# the beads are fitted in: input, the stack of the microscope.
ifeq ($(DATA),)
figures += p2-fig4
p2-fig4.what := beads of 300 nm through focus: the image of one, and the width of many
p2-fig4.tables := $(drawn)/p2-fig4.tsv $(drawn)/p2-fig4-sides.tsv
# A pixel that rounds otherwise on another processor may turn a fit that is barely ok.
verify: tolerances += fits_ok=3 fits_low_confidence=3 fits_lost=3 fwhm_um=2% fwhm_sd_um=20% every_um=20% every_sd_um=50% \
  over_stacks=2% over_stacks_low=5% over_stacks_high=5%
p2-fig4.judged := experiments/p2/samples.tsv
p2-fig4.widths := $(call made,,widths,$(set.beads-test))
p2-fig4.needs := $(p2-fig4.widths) $(call stamp,p2-fig4,$(set.beads-test))
$(drawn)/p2-fig4.tsv: experiments/p2/widths.awk $(p2-fig4.needs) | $$(@D)/.
	$(Q)awk -f experiments/columns.awk -f $< source=input $(p2-fig4.widths) > $@
# Both sides of focus as far as the first of the paper's networks is trained.
$(drawn)/p2-fig4-sides.tsv: experiments/p2/sides.awk experiments/student.awk $(p2-fig4.needs) $(stamps)/sample-beads | $$(@D)/.
	$(Q)awk -f experiments/columns.awk -f experiments/student.awk -f $< within=$(beads.within_um) source=input $(foreach \
	  w,$(p2-fig4.widths),$w $(w:.tsv=.axial.tsv)) > $@

# A bead of the first field: along z, one row of each plane below the other; and the planes nearest to these distances from focus.
p2-fig4.bead := $(call made,,bead,$(firstword $(set.beads-test)))
p2-fig4.planes := -7 -4 -2 -1 0 1 2 4 7
p2-fig4.inputs := $(out)/p2-fig4/xz.png $(out)/p2-fig4/xy.png
p2-fig4.given := xz='$(out)/p2-fig4/xz.png'; xy='$(out)/p2-fig4/xy.png'
$(out)/p2-fig4/xz.png: $(p2-fig4.bead) $(call programs,take meta show) | $$(@D)/.
	$(Q)$(call along_z,$<)
$(out)/p2-fig4/xy.png: experiments/p2/planes.awk $(p2-fig4.bead) $(call programs,take show meta) | $$(@D)/.
	$(Q)planes=$$(meta --list target_um < $(p2-fig4.bead) | awk -v wanted='$(p2-fig4.planes)' -f experiments/columns.awk -f $<); \
	  for plane in $$planes; do take $$plane < $(p2-fig4.bead); done | \
	  show --each --columns 3 --gap 2 --gamma 2 --percentile 0,100 --limits $(@:.png=.tsv) --with target_um,pixel_um > $@
endif
