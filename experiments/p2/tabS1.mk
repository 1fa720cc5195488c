# Table S1 of Luo 2020: the data sets, how many fields, how large, at how many depths; with a frame in focus of each sample. The fields
# of beads that measure point spread functions are not data of a network.
ifeq ($(DATA),)
figures += p2-tabS1
p2-tabS1.what := the data sets beside the published ones: fields, area, range, steps and depths; each sample in focus
p2-tabS1.tables := $(drawn)/p2-tabS1.tsv
p2-tabS1.samples := $(shell $(call cell,sample) experiments/p2/tabS1.tsv)
p2-tabS1.columns := sample training validation test frame_px pixel_um range_um within_um step_um
p2-tabS1.built = $s $(fields) $(fields_validation) $(if $(filter tilted,$s),$(fields_tilted),$(fields_test)) $(call side_px,$s) $(call \
  p2.of,$s,pixel_um) $(call p2.of,$s,range_um) $(call p2.of,$s,within_um) $(call step_of,$s)
$(drawn)/p2-tabS1.tsv: experiments/p2/tabS1-count.awk experiments/p2/tabS1.tsv $(call stamp,p2-tabS1,$(foreach \
  s,$(p2-tabS1.samples),$(p2-tabS1.built))) | $$(@D)/.
	$(Q){ echo $(p2-tabS1.columns); $(foreach s,$(p2-tabS1.samples),echo $(p2-tabS1.built);) } | tr ' ' '\t' | \
	  awk -f experiments/columns.awk -f $< - $(word 2,$^) > $@

# One frame of each, at its focus: a stack of one plane, which has not drifted. Its middle; the three colours of a section are one picture.
p2-tabS1.shown := $(filter-out prostate-green,$(p2-tabS1.samples)) beads-deep
p2-tabS1.colours := prostate-red prostate-green prostate-blue
p2-tabS1.inputs := $(patsubst %,$(out)/p2-tabS1/%.png,$(p2-tabS1.shown) $(p2-tabS1.colours)) $(out)/p2-tabS1/prostate.tsv
p2-tabS1.across = $(call calculated,($(call side_px,$1) < 256 ? $(call side_px,$1) : 256))
p2-tabS1.given := folder='$(out)/p2-tabS1'; across=$(call p2-tabS1.across,prostate-green)
p2-tabS1.edge = $(call calculated,int(($(call side_px,$1) - $(call p2-tabS1.across,$1)) / 2))
p2-tabS1.middle = $(call p2-tabS1.across,$1)x$(call p2-tabS1.across,$1)+$(call p2-tabS1.edge,$1)+$(call p2-tabS1.edge,$1)
define p2-tabS1.rule
$(out)/p2-tabS1/$1.npy: $(call programs,$(focal.programs) take) $(stamps)/sample-$1 $(if $(call psf_of,$1),$(call made,,psf,$1)) \
  $(call parameter,$(call acting,section)) | $$$$(@D)/.
	$$(call say,take one frame of $1)
	$$(Q)$$(call focal.pipe,$1/p0001) | take --region $$(call p2-tabS1.middle,$1) > $$@
$(out)/p2-tabS1/$1.npy: private planes_of := 0
$(out)/p2-tabS1/$1.npy: private focus_sd := 0
$(out)/p2-tabS1/$1.png: $(out)/p2-tabS1/$1.npy $(call programs,show)
	$$(Q)show --percentile=0.5,$(if $(filter prostate-%,$1),97,99.8) $$(captioned) < $$< > $$@
endef
$(foreach s,$(p2-tabS1.shown) $(p2-tabS1.colours),$(eval $(call p2-tabS1.rule,$s)))
p2-tabS1.pixels = <(tail -c $$((2 * $(call p2-tabS1.across,prostate-green) ** 2)) $(filter %-$1.npy,$^) | od -An -v -tu2 -w2 | tr -d ' ')
$(out)/p2-tabS1/prostate.tsv: $(p2-tabS1.colours:%=$(out)/p2-tabS1/%.npy)
	$(Q){ printf 'red\tgreen\tblue\n'; paste $(foreach c,red green blue,$(call p2-tabS1.pixels,$c)); } > $@
endif
