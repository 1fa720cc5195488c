# How the examples of the networks are prepared (Luo 2020, Data pre-processing): a stack is registered and fused, the plane that
# resembles the fused image most is the truth, and crops of the other planes are the inputs. Each field is compared with what was
# simulated. A tilted sample and beads at all depths have no plane in focus; the colours of a stained section have the same one.
ifeq ($(DATA),)
figures += p2-pairs
p2-pairs.what := from a focal stack to pairs of images: registration, extended depth of field, the plane in focus, crops
p2-pairs.samples := breast ovary prostate-green beads nuclei filaments
p2-pairs.fields = $(call first,$(examined),$(set.$1-test))
p2-pairs.rows := $(foreach s,$(p2-pairs.samples),$(foreach i,$(call p2-pairs.fields,$s),sample=$s:$(call made,,prepared,$i)))
p2-pairs.tables := $(drawn)/p2-pairs-ssim.tsv $(drawn)/p2-pairs-drift.tsv
p2-pairs.shown := $(firstword $(set.ovary-test))
p2-pairs.sharp := $(call made,,sharp,$(p2-pairs.shown))
p2-pairs.pairs := $(call made,,pairs,$(p2-pairs.shown))
p2-pairs.stack = $(call stream,focal,$(p2-pairs.shown))
p2-pairs.alike := $(foreach i,$(call p2-pairs.fields,ovary),$(call made,,nearest,$i))
$(drawn)/p2-pairs-ssim.tsv: $(p2-pairs.alike) $(call stamp,p2-pairs-alike,$(p2-pairs.alike)) | $$(@D)/.
	$(Q)$(collate) pick='field=stack z_um ssim status' $(p2-pairs.alike:.tsv=.ssim.tsv) > $@
$(drawn)/p2-pairs-drift.tsv: experiments/p2/pairs-drift.awk $(p2-pairs.sharp) $(call programs,tiff-read meta) | $$(@D)/.
	$(Q)$(p2-pairs.stack) | meta --list drift_y_px,drift_x_px,drift_deg | \
	  awk -f experiments/columns.awk -f $< - $(p2-pairs.sharp:.npy=.shifts.tsv) > $@

# The pictures: planes 2 um apart, as they are and registered; the fused image and its height; inputs and the truth.
p2-pairs.pictures := $(addprefix $(out)/p2-pairs/,raw.png registered.png fused.png height.png pairs.png)
p2-pairs.inputs := $(p2-pairs.pictures) experiments/p2/published.tsv
p2-pairs.given := shown='$(p2-pairs.shown)'; folder='$(out)/p2-pairs'; truth_um='-4 -2 0 2 4'
p2-pairs.planes := take --where z_um=-4.05:4.05 | take ::$(call calculated,int(2 / $(call step_of,ovary) + 0.5))
p2-pairs.show = show --columns 5 --gap 8 $(captioned)
$(p2-pairs.pictures): $(p2-pairs.sharp) $(p2-pairs.pairs) $(call programs,tiff-read stack-align take show) | $$(@D)/.
$(out)/p2-pairs/raw.png:
	$(Q)$(p2-pairs.stack) | $(p2-pairs.planes) | $(p2-pairs.show) > $@
$(out)/p2-pairs/registered.png:
	$(Q)$(p2-pairs.stack) | stack-align --apply $(p2-pairs.sharp:.npy=.shifts.tsv) | take --region valid | $(p2-pairs.planes) | \
	  $(p2-pairs.show) > $@
$(out)/p2-pairs/fused.png:
	$(Q)$(p2-pairs.show) < $(p2-pairs.sharp) > $@
$(out)/p2-pairs/height.png:
	$(Q)$(p2-pairs.show) --range=-6,6 < $(p2-pairs.sharp:.npy=.height.npy) > $@
# The first crop below the middle: the inputs at these distances from the truth, which stands in their middle.
$(out)/p2-pairs/pairs.png:
	$(Q)plane() { take --where target_um=$$1 --where crop_y_px=$(call calculated,int($(frame) / 3)): < $(p2-pairs.pairs) | take $$2; }; \
	{ plane 3.95:4.05 0; plane 1.95:2.05 0; plane 1.95:2.05 1; plane -2.05:-1.95 0; plane -4.05:-3.95 0; } | $(p2-pairs.show) > $@
endif
