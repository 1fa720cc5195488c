# The simulator compared with the microscope of Pinkard 2019: one field of white blood cells under four LEDs, as
# published with its code (single_led_img0.tif .. 3), and simulated cells under the same LEDs. Made only if those files
# are present.

REAL_DATA ?= ../shared/data
sim-check.real := $(wildcard $(foreach i,0 1 2 3,$(REAL_DATA)/led_brightfield/single_led_img$i.tif))

ifeq ($(DATA),)
ifneq ($(words $(sim-check.real)),4)
$(if $(filter list verify lock,$(MAKECMDGOALS)),$(info sim-check is left out: no single_led_img0.tif .. 3 in \
  REAL_DATA=$(REAL_DATA)/led_brightfield))
else
figures += sim-check
sim-check.what := simulated and real cells under four LEDs: pictures, histograms, spectra
sim-check.tables := $(addprefix $(drawn)/sim-check,.tsv -histogram.tsv -spectrum.tsv -relief.tsv)
sim-check.inputs := $(foreach i,0 1 2 3,$(out)/sim-check/$i.png)
# The transforms differ in their last bits between types of processors, and so do a few counts.
verify: tolerances += pixels=50 share=0.0005 ln_power=0.05 real_contrast=1% simulated_contrast=1% difference_ln=0.02 \
  ratio_coarse=2% ratio_fine=2% skewness_y=0.02 skewness_x=0.02 slow=2%

# The direction of each LED and its brightness: photons of the clear field as in the real image, unless that is dark.
# The LEDs of the dark images are not published; these directions match best.
sim-check.row = $$($(call cell,$1) experiments/sim/check.tsv | sed -n $$(($* + 1))p)
sim-check.led = $(call sim-check.row,led_na_y)
sim-check.photons = $(call sim-check.row,photons)
sim-check.image = $(call sim-check.row,image)

# The density of the real cells, 17 in a field of 333 um, and the defocus that resembles them most.
$(out)/sim-check/specimen.npy: $(call programs,specimen) | $$(@D)/.
	$(call say,simulate a field of cells)
	$(Q)specimen cells --size 1024x1024 --pixel 0.325 --density 155 --seed 5 --focus 5 > $@
$(out)/sim-check/simulated-%.npy: $(out)/sim-check/specimen.npy experiments/sim/check.tsv $(call programs,illuminate camera meta)
	$(Q)illuminate --led 0$(comma)$(sim-check.led) --z 0 < $< | camera --photons $(sim-check.photons) | \
	  meta image=$(sim-check.image) source=simulated > $@

# The files declare 32-bit integers, but the numbers are floating-point.
$(out)/sim-check/real-%.npy: $(REAL_DATA)/led_brightfield/single_led_img%.tif experiments/sim/check.tsv \
  $(call programs,tiff-read cast meta) | $$(@D)/.
	$(Q)tiff-read $< | cast f4 --reinterpret | meta image=$(sim-check.image) source=real > $@

$(out)/sim-check/%.png: $(out)/sim-check/real-%.npy $(out)/sim-check/simulated-%.npy $(call programs,show)
	$(Q)cat $(filter %.npy,$^) | show --columns 1 --gap 16 --limits $(@:.png=.tsv) --with pixel_um,z_um,focus_um > $@

sim-check.frames := $(foreach i,0 1 2 3,$(out)/sim-check/real-$i.npy $(out)/sim-check/simulated-$i.npy)
$(drawn)/sim-check-histogram.tsv: $(sim-check.frames) $(call programs,histogram) | $$(@D)/.
	$(Q)cat $(sim-check.frames) | histogram --values 0:400:1 --with image,source > $@
$(drawn)/sim-check-spectrum.tsv: $(sim-check.frames) $(call programs,spectrum) | $$(@D)/.
	$(Q)cat $(sim-check.frames) | spectrum --with image,source > $@
# Other LEDs and planes than those of check.tsv were tried against the upper half of the real frames; the lower half judges.
$(drawn)/sim-check-relief.tsv: $(sim-check.frames) $(call programs,take relief) | $$(@D)/.
	$(Q)cat $(sim-check.frames) | take --region 512x1024+512+0 | relief --with image,source > $@

# What networks that were trained on simulated cells, for the LED and the exposure of each real frame, say of it.
figures += sim-frames
sim-frames.what := real cells under four LEDs, predicted by networks that have seen simulated ones only
sim-frames.light := $(shell awk 'FNR > 1 {print "led_na@" $$2 "/photons@" $$3}' experiments/sim/check.tsv)
sim-frames.of = $(word $(words x $(wordlist 1,$1,0 1 2 3)),$2)
sim-frames.model = recipe@ours/stacks@$(compared)/$(call sim-frames.of,$1,$(sim-frames.light))/fcfnn-train.seed@$2
sim-frames.rows := $(foreach i,0 1 2 3,$(foreach s,1 2,training=$s:$(out)/sim-frames/$i-$s.tsv))
define sim-frames.rule
$(out)/sim-frames/$1-$2.tsv: $(call made,$(call sim-frames.model,$1,$2),fcfnn) $(out)/sim-check/real-$1.npy \
  $(call programs,take meta predict) | $$$$(@D)/.
	$(Q)meta $$$$($$(call optics_of,$$<)) < $(out)/sim-check/real-$1.npy | \
	  predict --consensus $(call setting,recipe@ours,predict.consensus) --with image $$< > $$@
endef
$(foreach i,0 1 2 3,$(foreach s,1 2,$(eval $(call sim-frames.rule,$i,$s))))

$(drawn)/sim-check.tsv: experiments/sim/compare.awk $(drawn)/sim-check-histogram.tsv $(drawn)/sim-check-spectrum.tsv
	$(Q)awk -f experiments/columns.awk -f $^ > $@
endif
endif
