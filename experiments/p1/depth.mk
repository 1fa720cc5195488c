# How the error depends on the depth, and what is left when the stage has moved once and twice: a microscope that goes where it is
# told takes its next image there. For a weak phase object the magnitude of the spectrum is even in z: a step to either side of
# focus changes it alike, and to begin with hardly at all. So networks of the magnitude are weakest near focus, where they tell
# the side by what is not weak, and by what is not phase.
figures += p1-depth
p1-depth.what := error, bias and side of focus by depth, weak near focus where a magnitude is even in z; and what two moves leave
p1-depth.recipes := profile published ours
p1-depth.predicted = $(foreach s,$(subst $(comma), ,$(tried)),$(call made,recipe@$1/fcfnn-train.seed@$s,predicted,$(trained_on)-test))
p1-depth.all := $(foreach r,$(p1-depth.recipes),$(call p1-depth.predicted,$r))
p1-depth.tables := $(addprefix $(drawn)/p1-depth,.tsv -sides.tsv -moves.tsv)
# Of several trainings. By depth, in steps of 2 um, and of 6 um, one of which is all within 3 um of focus.
$(drawn)/p1-depth.tsv: $(p1-depth.all) $(call programs,evaluate) | $$(@D)/.
	$(Q){ $(foreach r,$(p1-depth.recipes),$(foreach s,2 6,evaluate --column recipe=$r --column step=$s --by target_um --step $s \
	  $(call p1-depth.predicted,$r);)) } | $(one_header) > $@
$(drawn)/p1-depth-sides.tsv: $(p1-depth.all) $(call programs,evaluate) | $$(@D)/.
	$(Q){ $(foreach r,$(p1-depth.recipes),evaluate --column recipe=$r --side-beyond 1.5 $(call p1-depth.predicted,$r);) } | \
	  $(one_header) > $@
$(drawn)/p1-depth-moves.tsv: experiments/p1/depth-moves.awk $(call made,,fcfnn) $(p1-depth.all) $(call programs,take meta) | $$(@D)/.
	$(Q)take 0 < $(call made,,fcfnn) | meta --list na,lambda_um | awk -f experiments/columns.awk -f $< - $(foreach \
	  r,$(p1-depth.recipes),recipe=$r $(call p1-depth.predicted,$r)) > $@
