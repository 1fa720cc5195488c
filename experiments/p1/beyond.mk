# Beyond Pinkard 2019: our recipe against the published one, as it is, on the same stacks; and whether a network knows the
# frames of a sample that it has never seen.

figures += p1-beyond
p1-beyond.what := our recipe beside the published one, on the same training stacks; and what they say of an unseen sample
p1-beyond.tables := $(drawn)/p1-beyond.tsv $(if $(unseen),$(drawn)/p1-beyond-unseen.tsv)

# Nothing but what the recipes themselves say.
p1-beyond.pure := $(subst $(space),/,$(foreach p,layers width dropout batch rate schedule patience max_steps,$p@-))
p1-beyond.presets := default paper
p1-beyond.runs := $(foreach p,$(p1-beyond.presets),preset@$p/$(p1-beyond.pure))
$(drawn)/p1-beyond.tsv: $(call judged,$(p1-beyond.runs)) | $$(@D)/.
	$(Q){ $(foreach p,$(p1-beyond.presets),$(call with_columns,preset,$p,$(call run,preset@$p/$(p1-beyond.pure))/judged.tsv);) } | \
	  $(join_tables) > $@

# How many frames have which status, of the sample that was trained on and of the other one: $(call p1-beyond.count,PRESET,SAMPLE)
p1-beyond.tested := $(trained_on) $(unseen)
p1-beyond.count = cat $(call full,$(call features,,$(call test_set,$2))) | predict $(call run,preset@$1/$(p1-beyond.pure))/model.npy | \
  awk -F'\t' -v start='$1\t$2' 'NR > 1 {n[$$4]++} END {print start "\t" NR - 1 "\t" n["ok"] + 0 "\t" n["edge"] + 0 "\t" \
  n["low-confidence"] + 0 "\t" n["blank"] + 0}'
$(drawn)/p1-beyond-unseen.tsv: $(foreach p,$(p1-beyond.presets),$(call run,preset@$p/$(p1-beyond.pure))/model.npy) \
  $(call features,,$(foreach s,$(p1-beyond.tested),$(call test_set,$s))) \
  $(call stamp,p1-beyond,$(foreach s,$(p1-beyond.tested),$(call test_set,$s))) $(call programs,predict) | $$(@D)/.
	$(call say,predict what was never seen)
	$(Q){ printf '# preset\ttested\tframes\tok\tedge\tlow_confidence\tblank\n'; \
	  $(foreach p,$(p1-beyond.presets),$(foreach s,$(p1-beyond.tested),$(call p1-beyond.count,$p,$s);)) } > $@
