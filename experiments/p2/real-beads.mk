# Real beads, measured as those of Figure 4 of Luo 2020 are: one, and a field of many (real-beads.tsv says by which objectives). Made
# only if those files are present.

REAL_DATA ?= ../shared/data
p2-real-beads.one := $(wildcard $(REAL_DATA)/beads/psf_wl520nm_z300nm_x130nm_na0.85_n1.0.tif)
p2-real-beads.many := $(sort $(wildcard $(REAL_DATA)/beads/hoogenboom/sample_zstack*.tif))

ifeq ($(DATA),)
ifeq ($(and $(p2-real-beads.one),$(p2-real-beads.many)),)
$(if $(filter list verify lock,$(MAKECMDGOALS)),$(info p2-real-beads is left out: no psf_wl520nm_*.tif and \
  hoogenboom/sample_zstack*.tif in REAL_DATA=$(REAL_DATA)/beads))
else
figures += p2-real-beads
p2-real-beads.what := real beads through focus: the image of one, and the width of one and of many
p2-real-beads.tables := $(drawn)/p2-real-beads.tsv $(drawn)/p2-real-beads-focus.tsv
p2-real-beads.judged := experiments/p2/real-beads.tsv
# The window of psf-fit, and that of the paper: the larger it is, the more the halo of a bead widens the Gaussian.
p2-real-beads.windows := 21 30
p2-real-beads.files = $(foreach w,$(p2-real-beads.windows),$(out)/p2-real-beads/$1-$w.tsv)
p2-real-beads.cell = $$(grep -E '^(source|$*)	' experiments/p2/real-beads.tsv | $(call cell,$1))
# Their z begins at the first plane, as where they are in focus is not published.
$(out)/p2-real-beads/%.npy: $$(p2-real-beads.$$*) experiments/p2/real-beads.tsv $(call programs,tiff-read meta label) | $$(@D)/.
	$(Q)tiff-read $(filter %.tif,$^) | meta stack=$* --ramp z_um=0,$(call p2-real-beads.cell,step_um) | \
	  meta pixel_um=$(call p2-real-beads.cell,pixel_um) | label --focus-um 0 > $@
define p2-real-beads.rule
$(out)/p2-real-beads/$1-$2.tsv $(out)/p2-real-beads/$1-$2.axial.tsv &: $(out)/p2-real-beads/$1.npy $(call programs,psf-fit)
	$$(call say,measure the beads of $1 in windows of $2 pixels)
	$$(Q)psf-fit --size $2x$2 --axial $(out)/p2-real-beads/$1-$2.axial.tsv < $$< | \
	  $$(collate) put=focus_um=0 - > $(out)/p2-real-beads/$1-$2.tsv
endef
$(foreach s,one many,$(foreach w,$(p2-real-beads.windows),$(eval $(call p2-real-beads.rule,$s,$w))))
$(drawn)/p2-real-beads.tsv: experiments/p2/widths.awk $(foreach s,one many,$(firstword $(call p2-real-beads.files,$s))) | $$(@D)/.
	$(Q)awk -f experiments/columns.awk -f $< $(foreach s,one many,source=$s $(firstword $(call p2-real-beads.files,$s))) > $@
$(drawn)/p2-real-beads-focus.tsv: $(foreach s,one many,$(patsubst %.tsv,%.axial.tsv,$(call p2-real-beads.files,$s))) | $$(@D)/.
	$(Q)$(collate) pick='bead focus_um fwhm_um fwhm_low_um fwhm_high_um axial_um status' $(foreach s,one many,$(foreach \
	  w,$(p2-real-beads.windows),put='source=$s window_px=$w' $(out)/p2-real-beads/$s-$w.axial.tsv)) > $@

# The bead that has most room, along z.
p2-real-beads.inputs := $(foreach s,one many,$(out)/p2-real-beads/$s.png) $(p2-real-beads.judged)
p2-real-beads.given := one='$(out)/p2-real-beads/one.png'; many='$(out)/p2-real-beads/many.png'
$(out)/p2-real-beads/%-bead.npy: experiments/p2/loneliest.awk $(out)/p2-real-beads/%.npy \
  $(out)/p2-real-beads/%-$(firstword $(p2-real-beads.windows)).axial.tsv $(call programs,take meta)
	$(Q)region=$(call lone_bead,$(word 2,$^),$(word 3,$^),61) && take --region $$region < $(word 2,$^) > $@
$(out)/p2-real-beads/%.png: $(out)/p2-real-beads/%-bead.npy $(call programs,take meta show)
	$(Q)$(call along_z,$<)
endif
endif
