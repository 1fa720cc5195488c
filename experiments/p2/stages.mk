# stages.mk -- the recipes of the stages in stages.tsv: a focal stack of each field, of which the registered planes are fused into an
# image that is sharp everywhere; the plane nearest to it is the truth, and pairs of each plane with it are the examples of a network.
tolerances += ssim=0.01
# The samples, and the microscope that each is on: $(call p2.of,ITEM,COLUMN), of a sample or one of its fields.
$(foreach c,$(shell awk -F'\t' 'NR == 1 {split($$0, name)} NR > 1 {for (i = 2; i <= NF; i++) print $$1 "." name[i] ":=" $$i}' \
  experiments/p2/samples.tsv),$(eval $c))
p2.samples := $(shell $(call cell,sample) experiments/p2/samples.tsv)
p2.columns := $(shell head -1 experiments/p2/samples.tsv)
p2.stamps := $(foreach s,$(p2.samples),$(call stamp,sample-$s,$(foreach c,$(p2.columns),$($s.$c))))
p2.of = $($(firstword $(subst /, ,$1)).$2)
p2.all := $(call first,$(shell echo $$(($(fields) + $(fields_validation) + $(fields_test)))),$(simulated))
$(foreach s,$(p2.samples),$(eval $(call split,$s,$(fields_test),$(fields_validation),$(p2.all))))

# Two points of the specimen along a pixel of the camera. Fields are so much wider than frames that neither the point spread
# function nor the drift brings in what lies beyond them.
calculated = $(shell awk 'BEGIN {print $1}')
side_px = $(or $(filter-out -,$(call p2.of,$1,frame_px)),$(frame))
fine = $(call calculated,$(call p2.of,$1,pixel_um) / 2)
side_of_field = $(call calculated,int(($(call side_px,$1) + 32 + $(patsubst -,128,$(call p2.of,$1,psf_px)) / 2) / 2) * 2)
# As many planes on either side of 0, as near to each other as they may be.
per_side = $(call calculated,int($(call p2.of,$1,range_um) / $(call larger,$(finest),$(call p2.of,$1,step_um)) + 1e-6))
step_of = $(call calculated,$(call p2.of,$1,range_um) / $(call per_side,$1))
larger = $(call calculated,($1 > $2 ? $1 : $2))
planes_of = $(call planes,$1,$(call step_of,$1))
planes = -$(call p2.of,$1,range_um):$(call p2.of,$1,range_um):$2
given = $(if $(filter-out -,$(call p2.of,$1,$3)),$2 $(call p2.of,$1,$3))
aberrations = $(call given,$1,--depth,below_um) $(call given,$1,--coverslip-error,coverslip_um)
# A field has the seed of its slide and its number: the three colours of a stained section are of one slide.
slide_seed = $$((($(seed) * 100 + $(call p2.of,$1,slide)) * 100000 + 10\#$(patsubst p%,%,$(notdir $1))))
section = specimen $(call p2.of,$1,kind) --size $(side_of_field)x$(side_of_field) --pixel $(call p2.of,$1,pixel_um) \
  --slices $(slices) --phase-sd $(strength_sd) --focus-sd $(focus_sd) $(call given,$1,--density,density) \
  $(call given,$1,--depth,depth_um) $(call given,$1,--colour,colour) --stack $1 --seed $(slide_seed)
shine = fluoresce --psf $(psf_of) --z=$(or $(value 2),$(planes_of)) --surface $(call p2.of,$1,surface) --tilt $(tilt) --direction 90 \
  --background $(call p2.of,$1,background)
shine_through = illuminate --condenser 0.6 --na $(call p2.of,$1,na) --lambda $(call p2.of,$1,lambda_um) \
  --z=$(or $(value 2),$(planes_of))
psf_of = $(if $(filter-out -,$(call p2.of,$1,psf_px)),$(out)/psf/$(firstword $(subst /, ,$1)).npy)
# The stack of item $1, with the planes $2 if not its own.
focal.pipe = $(section) | $(if $(psf_of),$(shine),$(shine_through)) | drift $(call options,drift) --seed $(seed) | \
  camera --sensor $(side_px)x$(side_px) --photons $(call p2.of,$1,photons) --exposure-sd $(exposure_sd) \
    --slope-sd $(slope_sd) --fixed-pattern $(pattern_sd) --seed $(seed)
psf.reads = $(stamps)/sample-$(firstword $(subst /, ,$1))
focal.reads = $(psf.reads) $(psf_of)
searched.pipe = $(call focal.pipe,$1,$(call planes,$1,$(search_step)))
searched.reads = $(focal.reads)
# Around the focus, with so much light that there is hardly any noise; the last of equal options holds.
bright = $(call focal.pipe,$1,-4:4:$(call larger,$(search_step),0.2)) --photons 1e7 --full-well 1e9 \
  --gain 1000 --read-noise 0
p2.psfs := $(if $(DATA),,$(call made,,psf,$(foreach s,$(p2.samples),$(if $(call psf_of,$s),$s))))

# The planes in the coordinates of the sharpest one, as they were fused.
aligned_focal = $(call stream,focal,$*) | stack-align --apply $(patsubst %.npy,%.shifts.tsv,$(call in,sharp)) | take --region valid
# A stack without a trusted plane in focus gives no pairs: its file is empty.
if_focused = status=$$($(call cell,status) $(call in,nearest)); if [ "$$status" = ok ]; then $1 > $@.part; \
  else echo "$*: no trusted plane in focus ($$status), left out" >&2; : > $@.part; fi && mv $@.part $@
# A search in a field begins at the heights that its sample and number give, whatever the measure of sharpness.
starts_of = $$(awk -v seed=$(slide_seed) -v starts=$(starts) -v within_um=$(start_um) -f experiments/p2/starts.awk)
camera_psf = $(call calculated,int($(call p2.of,$*,psf_px) / 4) * 2 + 1)

# A bead in the middle of small frames along z: its row in each plane, one below the other, by the cube root of its counts.
along_z = side=$$(meta --list stack < $1 | $(call cell,shape) | sed 's/.*x//; s/ .*//; q'); take --region 1x$$side+$$((side / 2))+0 < $1 | \
  show --columns 1 --gap 0 --gamma 3 --percentile 0,100 --limits $(@:.png=.tsv) --with target_um,pixel_um > $@

# What the costs in stages.tsv grow with.
amounts += steps = 20 / $(finest) + 1; looks = 20 / $(search_step) + 1; pixels = $(frame) * $(frame);
