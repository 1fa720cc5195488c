# Beyond Pinkard 2019, on the same stacks: the published recipe with the published crop; the same with ours, which holds the
# edges of the two circles; and our recipe, on the folded spectrum. And whether a network knows the frames of a sample that
# it has never seen. Under a LED that stands on neither axis: make p1-beyond.part=magnitude

figures += p1-beyond
p1-beyond.what := our recipe beside the published one, on the same training stacks; and what they say of an unseen sample
p1-beyond.tables := $(drawn)/p1-beyond.tsv $(if $(unseen),$(drawn)/p1-beyond-unseen.tsv)

p1-beyond.crop := $(shell echo $$(($(patch) * 3 / 8 * 2))x$$(($(patch) * 3 / 8)))
p1-beyond.part := folded
p1-beyond.published := crop@paper/$(call recipe,paper)
p1-beyond.recropped := crop@$(p1-beyond.crop)/$(call recipe,paper)
p1-beyond.ours := crop@$(p1-beyond.crop)/part@$(p1-beyond.part)/$(call recipe,default)
p1-beyond.recipes := published recropped ours
p1-beyond.runs := $(foreach r,$(p1-beyond.recipes),$(p1-beyond.$r))
$(drawn)/p1-beyond.tsv: $(call judged,$(p1-beyond.runs)) $(call stamp,p1-beyond-runs,$(p1-beyond.runs)) | $$(@D)/.
	$(Q){ $(foreach r,$(p1-beyond.recipes),$(call with_columns,recipe,$r,$(call run,$(p1-beyond.$r))/judged.tsv);) } | $(join_tables) > $@

# How many frames have which status, of the sample that was trained on and of the other one: $(call p1-beyond.count,RECIPE,SAMPLE)
p1-beyond.tested := $(trained_on) $(unseen)
p1-beyond.count = cat $(call full,$(call features,$(p1-beyond.$1),$(call test_set,$2))) | predict $(call run,$(p1-beyond.$1))/model.npy | \
  awk -F'\t' -v start='$1\t$2' 'NR > 1 {n[$$4]++} END {print start "\t" NR - 1 "\t" n["ok"] + 0 "\t" n["edge"] + 0 "\t" \
  n["low-confidence"] + 0 "\t" n["blank"] + 0}'
$(drawn)/p1-beyond-unseen.tsv: $(foreach r,published ours,$(call run,$(p1-beyond.$r))/model.npy \
  $(call features,$(p1-beyond.$r),$(foreach s,$(p1-beyond.tested),$(call test_set,$s)))) \
  $(call stamp,p1-beyond,$(foreach s,$(p1-beyond.tested),$(call test_set,$s))) $(call programs,predict) | $$(@D)/.
	$(call say,predict what was never seen)
	$(Q){ printf '# recipe\ttested\tframes\tok\tedge\tlow_confidence\tblank\n'; \
	  $(foreach r,published ours,$(foreach s,$(p1-beyond.tested),$(call p1-beyond.count,$r,$s);)) } > $@
