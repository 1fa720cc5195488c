# stages.mk -- the recipes of the stages in stages.tsv: a focal stack of each field, of which the registered planes are fused into an
# image that is sharp everywhere; the plane nearest to it is the truth, and pairs of each plane with it are the examples of a network.
tolerances += ssim=0.01 ssim_se=0.01 ssim_sd=0.01 ssim_low=0.02 ssim_high=0.02 rmse=2% rmse_se=20% rmse_sd=20% rmse_low=5% rmse_high=5% \
  z_um=0.02 sharpest_um=0.02 found_um=0.02 off_um=0.02 true_um=0.02 found_minus_true_um=0.02 found_y_px=0.1 found_x_px=0.1 found_deg=0.1 \
  left_px=0.1 far_left_px=0.3 upper=2% middle=2% lower=2% upper_over_lower=3% sharpness=3% sharpness_sd=10% opened_s=0.05 closed_s=0.05 \
  looks_sd=0.5 seconds=5% fwhm_low_um=3% fwhm_high_um=3% axial_um=3%
# The samples, and the microscope that each is on: $(call p2.of,ITEM,COLUMN), of a sample or one of its fields.
p2.of = $($(firstword $(subst /, ,$1)).$2)
p2.columns := $(shell head -1 experiments/p2/samples.tsv)
ifeq ($(DATA),)
$(foreach c,$(shell awk -F'\t' 'NR == 1 {split($$0, name)} NR > 1 {for (i = 2; i <= NF; i++) print $$1 "." name[i] ":=" $$i}' \
  experiments/p2/samples.tsv),$(eval $c))
p2.samples := $(shell $(call cell,sample) experiments/p2/samples.tsv)
p2.stamps := $(foreach s,$(p2.samples),$(call stamp,sample-$s,$(foreach c,$(p2.columns),$($s.$c))))
p2.all := $(call first,$(shell echo $$(($(fields) + $(fields_validation) + $(fields_test)))),$(simulated))
$(foreach s,$(p2.samples),$(eval $(call split,$s,$(fields_test),$(fields_validation),$(p2.all))))
p2.learnt = $(or $(filter $(named),$(p2.networks)),$(if $(named),$(error sample=$(sample) is not one of: $(p2.networks)),$(p2.networks)))
else
# One's own teach each a network of their own, and are what they are: all of their planes, unless the command line says how far.
p2.own := focal
p2.samples := $(call samples,,focal)
p2.learnt := $(filter $(or $(named),$(p2.samples)),$(p2.samples))
$(foreach s,$(p2.samples),$(foreach c,$(p2.columns),$(eval $s.$c := -))$(foreach c,teaches network,$(eval $s.$c := $s)))
everywhere := 1000
$(if $(call given_by_user,far),,$(eval far := $(everywhere)))
$(if $(call given_by_user,pair.within),,$(eval pair.within := -))
endif
# A network is taught by one sample or by several, by as many fields in all; where they are of several colours, their pairs do not say of
# which.
teachers = $(foreach s,$(p2.samples),$(if $(filter $1,$(subst +, ,$($s.teaches))),$s))
p2.networks := $(sort $(foreach s,$(p2.samples),$(filter-out -,$(subst +, ,$($s.teaches)))))
$(foreach n,$(filter-out $(p2.samples),$(p2.networks)),$(if $(filter-out undefined,$(origin set.$n-training)),\
  $(error the network $n has the name of a sample)))
share_of = $(call first,$(shell echo $$((($(words $2) + $(words $1) - 1) / $(words $1)))),$2)
$(foreach n,$(p2.networks),$(foreach t,training validation,$(eval set.$n-$t := $(foreach s,$(call teachers,$n),$(call \
  share_of,$(call teachers,$n),$(set.$s-$t))))))
mixed := $(sort $(foreach n,$(p2.networks),$(if $(word 2,$(call teachers,$n)),$(call teachers,$n))))
# The network that is applied to a field.
set.network = $(or $(filter-out -,$(call setting,$1,taught)),$(filter-out -,$(call p2.of,$(patsubst network/%,%,$2),network)),\
  $(error no network is taught to focus $(patsubst network/%,%,$2)))

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
# Sections give as much light as stained ones do in the 100 ms of the paper, a tenth of what a pixel can hold. The slide of breast has 20 um
# more of coverslip and mounting medium than the objective is made for: a Strehl ratio of 0.7, and side lobes above focus, as published.
aberrations = $(call given,$1,--depth,below_um) $(call given,$1,--coverslip-error,coverslip_um)
# A field has the seed of its slide and its number: the three colours of a stained section are of one slide.
slide_seed = $$((($(seed) * 100 + $(call p2.of,$1,slide)) * 100000 + 10\#$(patsubst p%,%,$(notdir $1))))
section = specimen $(call p2.of,$1,kind) --size $(side_of_field)x$(side_of_field) --pixel $(call p2.of,$1,pixel_um) \
  --slices $(slices_of) --phase-sd $(strength_sd) --focus-sd $(focus_sd) $(call given,$1,--density,density) \
  $(call given,$1,--depth,depth_um) $(call given,$1,--colour,colour) --stack $1 --seed $(slide_seed)
shine = fluoresce --psf $(psf_of) --z=$(or $(value 2),$(planes_of)) --surface $(call p2.of,$1,surface) --tilt $(tilt) --direction 90 \
  --background $(call p2.of,$1,background)
shine_through = illuminate --condenser 0.6 --across $(across) --na $(call p2.of,$1,na) --lambda $(call p2.of,$1,lambda_um) \
  --z=$(or $(value 2),$(planes_of))
psf_of = $(if $(filter-out -,$(call p2.of,$1,psf_px)),$(out)/psf/$(firstword $(subst /, ,$1)).npy)
# What is deeper than a section has slices of 1 um.
slices_of = $(or $(filter-out -,$(call p2.of,$1,depth_um)),$(slices))
# The stack of item $1, with the planes $2 if not its own.
focal.pipe = $(section) | $(if $(psf_of),$(shine),$(shine_through)) | drift $(call options,drift) --seed $(seed) | \
  camera --sensor $(side_px)x$(side_px) --photons $(call calculated,$(exposure) * $(call p2.of,$1,photons)) \
    --exposure-sd $(exposure_sd) --slope-sd $(slope_sd) --fixed-pattern $(pattern_sd) --seed $(seed)
psf.reads = $(stamps)/sample-$(firstword $(subst /, ,$1))
focal.reads = $(psf.reads) $(psf_of)
searched.pipe = $(call focal.pipe,$1,$(call planes,$1,$(search_step)))
searched.reads = $(focal.reads)
# Around the focus, with so much light that there is hardly any noise; the last of equal options holds.
bright = $(call focal.pipe,$1,-4:4:$(call larger,$(search_step),0.2)) --photons 1e7 --full-well 1e9 \
  --gain 1000 --read-noise 0
p2.psfs := $(if $(DATA),,$(call made,,psf,$(foreach s,$(p2.samples),$(if $(call psf_of,$s),$s))))

# The planes in the coordinates of the sharpest one, as they were fused.
registered = stack-align --apply $(patsubst %.npy,%.shifts.tsv,$(call in,sharp)) | take --region valid
aligned_focal = $(call stream,focal,$*) | $(registered)
# A stack without a trusted plane in focus gives no pairs: its file is empty.
if_focused = status=$$($(call only,status) $(call in,nearest)); if [ "$$status" = ok ]; then $1; \
  else echo "$*: no trusted plane in focus ($$status), left out" >&2; fi > $(result)
# Pairs of all planes, of which a training takes those within its range.
pairs.recipe = $(call if_focused,$(call region_of,pair.size) $(aligned_focal) | label --focus $(call in,nearest)$(if \
  $(filter $(firstword $(subst /, ,$*)),$(mixed)), | meta --drop lambda_um) | pair $(call options,pair) --type f2)
# The range within which the network of a sample is taught, and what a run changes for another one: $(call ranged,SAMPLE,UM).
inside = $(firstword $(filter-out -,$(within) $(call p2.of,$1,within_um)) $(far))
ranged = $(if $(filter-out $(call inside,$1),$2),within@$2)
# 0: as far as the pairs reach.
within_of = $(firstword $(filter-out -,$(within) $(call p2.of,$(firstword $(call teachers,$*)),within_um)) 0)
longer = $(if $(DATA),,$(filter $(subst +, ,$(twice)),$(firstword $(call teachers,$*))))
steps_of = $(call calculated,$(deepr-train.max-steps)$(if $(longer), * 2))
teach = $(call resuming,deepr-train $(filter-out --max-steps=%,$(call options,deepr-train)) --within $(within_of) $1,$(call \
  in,pairs:%-validation),$(call in,pairs:%-training))

# A search in a field begins at the heights that its sample and number give, whatever the measure of sharpness.
starts_of = $$(awk -v seed=$(slide_seed) -v starts=$(starts) -v within_um=$(start_um) -f experiments/p2/starts.awk)
camera_psf = $(call calculated,int($(call p2.of,$*,psf_px) / 4) * 2 + 1)

# The square around the bead that has most room, at most $3 pixels wide, in the frames $1, of which psf-fit --axial has made $2.
lone_bead = $$(meta --list stack < $1 | awk -f experiments/columns.awk -f experiments/p2/loneliest.awk most=$3 - $2)
# A bead in the middle of small frames along z: its row in each plane, one below the other, by the cube root of its counts.
along_z = side=$$(meta --list stack < $1 | $(call cell,shape) | sed 's/.*x//; s/ .*//; q'); take --region 1x$$side+$$((side / 2))+0 < $1 | \
  show --columns 1 --gap 0 --gamma 3 --percentile 0,100 --limits $(result:.png=.tsv) --with target_um,pixel_um > $(result)
# What is restored: the planes up to `farthest` on both sides, with z_um and focus_um from the plane in focus, which is the truth; nothing
# of a field that shows nothing, or where the stack does not reach as far. Then no file that is made from it holds anything.
grid_step = $(word 3,$(subst :, ,$(call planes_of,$*)))
# Near the middle of what registration leaves.
restored_side = $(firstword $(subst x, ,$(restored_size)))
# What of it is enlarged in a figure.
enlarged = $(call calculated,(w = int($(restored_side) / 4)) "x" w)
restored_part = $(restored_size)$(call calculated,"+" (c = int(($(frame) - $(restored_side)) / 2) - 8) "+" c)
ifeq ($(DATA),)
region_of :=
every_defocus = take ::$(call calculated,int($(apart) / $(grid_step) + 0.5)) | meta --ramp z_um=-$(farthest),$(apart)
beyond_range = $(call calculated,$(call p2.of,$*,range_um) - $(farthest))
else
# Of one's own, the middle of what registration leaves, if it is as large; and the planes that there are.
region_of = region=$$(meta --list stack < $(call in,sharp) | awk -v item=$* -v parameter=$1 -v size=$($1) -f experiments/columns.awk \
  -f experiments/p2/middle.awk) &&
restored_part = $$region
every_defocus = cat
beyond_range := $(everywhere)
endif
if_trusted = found=$$(awk -v exactly=1 -v least=$(trusted) -v most=$(beyond_range) -f experiments/columns.awk \
  -f experiments/p2/trusted.awk $(call in,nearest)); \
  if [ "$$found" = ok ]; then $1; else echo "$*: $$found, not restored" >&2; fi > $(result)
if_restorable = if [ -s $(call in,unfocused) ]; then $1; fi > $(result)
out_of_focus = { take --where z_um=:-0.01 < $(call in,unfocused); take --where z_um=0.01: < $(call in,unfocused); }
in_focus = $(patsubst %.npy,%.truth.npy,$(call in,unfocused))
ifeq ($(DATA),)
from_focus = meta focus_um=$$(awk "BEGIN {print $$(meta --list focus_um < $(result).part | $(call cell,focus_um) | head -1) - \
  $$($(call cell,focus_um) $(call in,nearest))}") < $(result).part
else
from_focus = meta --list target_um < $(result).part | $(call cell,target_um) | awk '{ print NR - 1, 0 - sprintf("%.3f", $$1) }' | \
  while read -r i z; do take $$i < $(result).part | meta z_um=$$z || exit; done
endif
# As in Luo 2020, Methods: zero mean, unit variance, and without 10 pixels at each edge.
compare = similarity --repeat --normalize standard --border 10 --no-ms-ssim --with stack,z_um
likeness = $(compare) $(in_focus)
# The sharpness of these fields in each plane, of which that in focus tells which fields a figure shows: those with most contrast.
contrasts = for field in $1; do if [ -s $$field ]; then sharpness --measure sd --curve /dev/stderr < $$field 2>&1 > /dev/null; fi; done | \
  awk 'NR == 1 || !/^stack/'
# The point spread functions, one for each z: of the light, at the true focus of the field; or of the beads. Of these and of the field the
# focus is where the standard deviation is largest, which in a thick section is not the plane that is nearest to the fused image.
kernel.exact = focus=$$(meta --list focus_um < $(call in,unfocused) | $(call cell,focus_um) | head -1) && psf --na $(call p2.of,$*,na) \
  --lambda $(call p2.of,$*,lambda_um) --pixel $(call p2.of,$*,pixel_um) --size $(camera_psf)x$(camera_psf) $(call aberrations,$*) \
  --z=$$(awk "BEGIN {f = $$focus; printf \"%.4f:%.4f\", -$(farthest) - f, $(farthest) - f}"):$(apart) | \
  meta --ramp z_um=-$(farthest),$(apart) focus_um=$$focus
focus_by_sd = $$(sharpness --measure sd < $1 | $(call cell,focus_um))
kernel.measured = beads=$(call focus_by_sd,$(call measured_of,$*)) && field=$(call focus_by_sd,$(call in,unfocused)) && \
  label --focus-um=$$(awk "BEGIN {print $$beads - $$field}") --within $(call calculated,$(farthest) + $(grid_step) / 2) \
    < $(call measured_of,$*) | $(every_defocus)
beads_run = frame@$(bead_frame)
measured_of = $(call files,$(beads_run),measured,beads-$(firstword $(subst /, ,$1))/p0001)
kernel.reads = $(measured_of)
# A method needs a network, or the point spread functions, or nothing; * stands for any.
needed = $(call needed_by,$(if $(filter *,$1),*,$(call setting,$1,method)))
needed_by = $(if $(filter deep-r *,$1),deepr:network/%) $(if $(filter-out deep-r input,$1),kernel)
restore = $(if $(filter input,$(method)),cat,$(if $(filter deep-r,$(method)),deepr $(call in,deepr:network/%),\
  deconv-baseline --method $(method) $(call options,deconv-baseline) $(call in,kernel)))
$(foreach s,$(p2.samples),$(foreach t,test validation,$(eval set.$s-$t-restored := $(if $(DATA),$(set.$s-$t),$(call \
  first,$(restored_$t),$(set.$s-$t))))))
# The numbers of iterations of Richardson-Lucy: the published one, and those of which the validation fields choose.
iterations := $(sort $(deconv-baseline.iterations) $(subst $(comma), ,$(tried_iterations)))
# $(eval $(call restorations,NAME,SAMPLE,WORLDS,Z,TAUGHT)): the tables NAME.tsv and NAME-pairs.tsv, and NAME.fields: the test fields of a
# sample in worlds such as psf@exact/slices@1, as they are and restored by each method, at these z; by a network too in those of TAUGHT.
methods = method@input method@landweber $(iterations:%=deconv-baseline.iterations@%)
world = $(subst $(space),;,$(foreach p,slices exposure psf method deconv-baseline.iterations,$(call column_of,$p)=$(call setting,$1,$p)))
define restorations
$1.beads := $(call made,$(beads_run),measured,beads-$2/p0001)
$1.tables := $(drawn)/$1.tsv $(drawn)/$1-pairs.tsv
$1.fields := $(out)/$1/fields.tsv
$1.alike := $(foreach w,$3,$(foreach m,$(methods) $(if $(filter $w,$5),method@deep-r),$(foreach t,test validation,set=$t;$(call \
  world,$w/$m):$(call made,$w/$m,alike,$2-$t-restored))))
$(drawn)/$1.tsv $(drawn)/$1-pairs.tsv $(out)/$1/fields.tsv &: experiments/p2/restored.awk experiments/student.awk \
  $$(call files_in,$$($1.alike)) $$(call stamp,$1-alike,$$($1.alike) $4) | $(drawn)/. $(out)/$1/.
	$$(Q)$$(call joined,$$($1.alike)) | \
	  awk -v published=$(deconv-baseline.iterations) -v at='$4' -v table=$(drawn)/$1.tsv -v pairs=$(drawn)/$1-pairs.tsv \
	  -f experiments/columns.awk -f experiments/student.awk -f experiments/p2/restored.awk - > $(out)/$1/fields.tsv
endef

# $(eval $(call curves,NAME,ZONES,COLUMNS:RUN:SAMPLE ...)): the tables NAME.tsv and NAME-pairs.tsv, of the test fields of samples at all z
# up to `far`, as they are (RUN is method@input) and as networks focus them (method@deep-r/...). COLUMNS, source=NAME;..., tell them
# apart. Pairs of sources are compared in zones LOW:HIGH of distance from focus, and each source with itself in the first zone.
define curves
$1.made := $(foreach r,$3,$(call curve_of,$(word 1,$(subst :, ,$r)),$(word 2,$(subst :, ,$r)),$(word 3,$(subst :, ,$r))))
$1.tables += $(drawn)/$1.tsv $(drawn)/$1-pairs.tsv
$1.inputs += experiments/p2/curves.gp
$(drawn)/$1.tsv $(drawn)/$1-pairs.tsv &: experiments/p2/curves.awk experiments/student.awk \
  $$(call files_in,$$($1.made)) $$(call stamp,$1-curves,$$($1.made) $2) | $(drawn)/.
	$$(Q)$$(call joined,$$($1.made)) | \
	  awk -v zones='$(strip $2)' -v pairs=$(drawn)/$1-pairs.tsv \
	  -f experiments/columns.awk -f experiments/student.awk -f experiments/p2/curves.awk - > $(drawn)/$1.tsv
endef
curve_of = sample=$3;$1:$(call made,$(call far_run,$2,$3),alike,$3-test-restored)
# Images up to `far` of focus, no nearer to each other than the planes of the stack; of one's own, those that there are.
far_run = $(if $(DATA),$1/farthest@$(far),$(call far_apart,$1,$(call larger,$(call setting,$1,apart),$(call step_of,$2))))
far_apart = $1$(if $(filter $2,$(call setting,$1,apart)),,/apart@$2)/farthest@$(call calculated,int($(far) / $2 + 1e-6) * $2)

# $(eval $(call gallery,NAME,SOURCE:RUN:SAMPLE ...,Z,HxW)): images of `curves` at these z, of the test field of each sample that has the
# most contrast in focus, which is no matter of networks: the pictures $(out)/NAME/SAMPLE-SOURCE-Z.png and SAMPLE-truth.png, with -part
# in the name for that part HxW which has the most contrast in focus, enlarged; the table NAME-shown.tsv of how alike to the plane in
# focus all images of that field are. Without a field in focus there are no pictures.
define gallery
$1.fields := $(sort $(foreach r,$2,$(call image_of,$r,unfocused)))
$1.images := $(foreach r,$2,$(call image_of,$r,restored))
$1.gathered := $(foreach r,$2,$(call curve_of,source=$(call of_curve,$r,1),$(call of_curve,$r,2),$(call of_curve,$r,3)))
$1.tables += $(drawn)/$1-shown.tsv
$1.inputs += $(out)/$1/pictures.tsv experiments/p2/gallery.gp
$1.given += pictures='$(out)/$1'; z='$(strip $3)';
$(drawn)/$1-shown.tsv: experiments/p2/curves-shown.awk $$($1.fields) $$(call files_in,$$($1.gathered)) \
  $$(call stamp,$1-shown,$$($1.gathered)) $(call programs,sharpness) | $(drawn)/.
	$$(Q)$$(call contrasts,$$($1.fields)) > $$@.contrast
	$$(Q)$$(call joined,$$($1.gathered)) | \
	  awk -f experiments/columns.awk -f $$< $$@.contrast - > $$@ && rm $$@.contrast
$(out)/$1/pictures.tsv: experiments/p2/gallery.sh $(drawn)/$1-shown.tsv $$($1.images) $$(call stamp,$1-pictures,$3 $4) \
  $(call programs,meta sharpness show take) | $(out)/$1/.
	$$(Q)bash $$(wordlist 1,2,$$^) $4 '$(strip $3)' $$@ $(foreach s,$(sort $(foreach r,$2,$(call of_curve,$r,3))),$(call images_of,$s,$2))
endef
of_curve = $(word $2,$(subst :, ,$1))
image_of = $(call made,$(call far_run,$(call of_curve,$1,2),$(call of_curve,$1,3)),$2,$(set.$(call of_curve,$1,3)-test-restored))
image_file = $(call files,$(call far_run,$(call of_curve,$1,2),$(call of_curve,$1,3)),$2,%)
# The planes in focus of a sample, then what all its sources have.
images_of = $1/truth=$(patsubst %.npy,%.truth.npy,$(call image_file,$(firstword $(filter %:$1,$2)),unfocused)) \
  $(foreach r,$(filter %:$1,$2),$1/$(call of_curve,$r,1)=$(call image_file,$r,restored))
# Those planes that are nearest to these z where planes are STEP apart: $(call on_planes,Z,STEP).
on_planes = $(shell awk 'BEGIN {n = split("$(strip $1)", w, " "); for (i = 1; i <= n; i++) {k = int(w[i] / $2 + (w[i] < 0 ? -0.5 : 0.5)); \
  if (k && (k * $2) ^ 2 <= $(far) ^ 2 && !seen[k]++) printf "%g ", k * $2}}')

# The network of `make model`: with its decoder, it judges what it puts out. Its range, or as far as its stacks reach.
models += deep-r
deep-r.paper := p2
deep-r.sample = $(if $(word 2,$(named)),$(error sample=$(sample): a deep-r is taught by one sample, one of: \
  $(p2.learnt)))$(firstword $(p2.learnt))
deep-r.network = $(call made,,decoder,$(deep-r.sample))
deep-r.tables :=
deep-r.says := experiments/p2/model.awk
deep-r.taught = $(deep-r.sample)
deep-r.tested = $(deep-r.tables)
deep-r.record = awk -f experiments/columns.awk -f experiments/p2/record.awk $(tested)
deep-r.rules = $(eval $(call curves,deep-r,0:$(call inside,$(deep-r.sample)),$(call own_curves,$(deep-r.sample))))
deep-r.use := deepr
own_curves = source=input:method@input:$1 source=deep-r:method@deep-r:$1

# What the costs in stages.tsv grow with. About half of the networks are those that are trained for twice as long.
p2.amounts := steps = 20 / $(finest) + 1; looks = 20 / $(search_step) + 1; pixels = $(frame) * $(frame); \
  size = $(firstword $(subst x, ,$(pair.size))); base = $(or $(filter-out -,$(deepr-train.base)),48); \
  iterations = $(deepr-train.max-steps)$(if $(filter-out -,$(twice)), * 1.5);
