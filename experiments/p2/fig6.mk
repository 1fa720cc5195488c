# Figure 6 of Luo 2020: stained sections in brightfield, out of focus and as a network focuses them, in colour. The three colours are
# three images of one field, each with its own stack, plane in focus and drift, and one network focuses each.
ifeq ($(DATA),)
figures += p2-fig6
p2-fig6.what := a stained section in brightfield, in colour, at four z and as a network focuses it
p2-fig6.z := -8 -4 4 8
p2-fig6.colours := red green blue
p2-fig6.of = $(call made,$1/farthest@$(far),$2,$(set.prostate-$c-test-restored))
p2-fig6.file = $(call files,$1/farthest@$(far),$2,prostate-$$c/$$field)
p2-fig6.read := $(foreach c,$(p2-fig6.colours),$(call p2-fig6.of,,unfocused) $(foreach m,input deep-r,$(call \
  p2-fig6.of,method@$m,restored)))
p2-fig6.alike := $(foreach c,$(p2-fig6.colours),$(foreach m,input deep-r,sample=prostate-$c;source=$m:$(call \
  made,method@$m/farthest@$(far),alike,prostate-$c-test-restored)))
# The field with the most contrast in green light, of those that are in focus somewhere in all three colours.
p2-fig6.tables := $(drawn)/p2-fig6-shown.tsv
p2-fig6.complete = $$(for field in $(notdir $(set.prostate-green-test-restored)); do n=0; for c in $(p2-fig6.colours); do \
  if [ -s $(call p2-fig6.file,,unfocused) ]; then n=$$((n + 1)); fi; done; c=green; [ $$n -lt 3 ] || echo $(call \
  p2-fig6.file,,unfocused); done)
$(drawn)/p2-fig6-shown.tsv: experiments/p2/shown.awk $(p2-fig6.read) $(call files_in,$(p2-fig6.alike)) \
  $(call programs,sharpness) | $(drawn)/.
	$(Q){ $(call contrasts,$(p2-fig6.complete)); } | sed 's,prostate-green/,,' | awk -v pick=sample,source,stack,z_um,ssim,rmse \
	  -f experiments/columns.awk -f $< - <($(call joined,$(p2-fig6.alike)) | sed 's,prostate-[a-z]*/,,') > $@
# The colours as bright as their own background, and registered by their planes in focus; without the edges that this moves.
p2-fig6.edge := 16
p2-fig6.side := $(call calculated,$(restored_side) - 2 * $(p2-fig6.edge))
p2-fig6.part := $(p2-fig6.side)x$(p2-fig6.side)+$(p2-fig6.edge)+$(p2-fig6.edge)
p2-fig6.inputs := $(out)/p2-fig6/truth.png
p2-fig6.given := pictures='$(out)/p2-fig6'; z='$(p2-fig6.z)'; side=$(p2-fig6.side)
$(p2-fig6.inputs): $(drawn)/p2-fig6-shown.tsv $(p2-fig6.read) $(call programs,show take cast meta stack-align) | $$(@D)/.
	$(Q)rm -f $(@D)/*; field=$$($(call cell,stack) $< | head -1); if [ -z "$$field" ]; then : > $@; exit; fi; \
	lit() { white=$$($(call cell,white) $(@D)/$$c.tsv); cast f4 --scale $$(awk "BEGIN {print 255 / $$white}"); }; \
	three() { for c in $(p2-fig6.colours); do "$$@" | lit; done | meta stack=colours --ramp z_um=0,1; }; \
	truth() { file=$(call p2-fig6.file,,unfocused); cat $${file%.npy}.truth.npy; }; \
	input() { take --where z_um=$$z:$$z < $(call p2-fig6.file,method@input,restored); }; \
	deep-r() { take --where z_um=$$z:$$z < $(call p2-fig6.file,method@deep-r,restored); }; \
	for c in $(p2-fig6.colours); do truth | show --percentile 0.5,97 --limits $(@D)/$$c.tsv --with pixel_um > /dev/null; done; \
	three truth | stack-align --model translation --save $(@D)/shifts.tsv > /dev/null; \
	registered() { three $$1 | stack-align --apply $(@D)/shifts.tsv | take --region $(p2-fig6.part); }; \
	draw() { show --colour --range 0,255 --columns $(words $(p2-fig6.z)) --gap 8; }; \
	for m in input deep-r; do for z in $(p2-fig6.z); do registered $$m; done; done | draw > $(@D)/images.png; \
	registered truth | draw > $@
endif
