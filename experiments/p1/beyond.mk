# Beyond Pinkard 2019, on the same stacks: the published recipe with the published crop and with ours, which holds the edges of
# the two circles; and our recipe. And whether a network knows the frames of a sample that it has never seen.
figures += p1-beyond
p1-beyond.what := our recipe and the published one on the same stacks, and the status of frames of an unseen sample
p1-beyond.runs := recipe@published recipe@recropped recipe@ours
p1-beyond.tables := $(if $(unseen),$(drawn)/p1-beyond-unseen.tsv)
p1-beyond.published := $(tried)
p1-beyond.recropped := $(seeds)
$(call paired,p1-beyond,$(foreach r,published recropped,recipe=ours;against=$r:$(trained_on)-test:$(call \
  by_seed,recipe@ours,$(tried)):$(call by_seed,recipe@$r,$(p1-beyond.$r))))
p1-beyond.tested := $(trained_on)-test $(unseen)-test
p1-beyond.predicted = $(call made,recipe@$1,predicted,$(p1-beyond.tested))
p1-beyond.given := both=$(if $(unseen),1,0)
# Counts the frames by status, for the sample that was trained on and for the other one.
$(drawn)/p1-beyond-unseen.tsv: experiments/tally.awk $(call p1-beyond.predicted,published) $(call p1-beyond.predicted,ours) | $$(@D)/.
	$(Q)awk -f experiments/columns.awk -f $< $(foreach r,published ours,$(foreach s,$(trained_on) $(unseen),put='recipe=$r tested=$s' \
	  $(call files,recipe@$r,predicted,$s-test))) > $@
