# Stacks of one's own, each sample focused by the network that it taught; and as they are.
ifneq ($(DATA),)
figures += p2-own
p2-own.what := your own stacks out of focus and as a network focuses them: how alike they are to the plane in focus, by z
p2-own.inside := $(call inside,$(firstword $(p2.learnt)))
$(eval $(call curves,p2-own,0:$(p2-own.inside),$(foreach s,$(p2.learnt),$(call own_curves,$s))))
# Of each sample the position of the test that has the most contrast in focus.
p2-own.file = $(call files,$1/farthest@$(far),$2,$3)
p2-own.of = $(foreach s,$(p2.learnt),$(call p2-own.file,$1,$2,$(set.$s-test-restored)))
p2-own.tables += $(drawn)/p2-own-shown.tsv
$(drawn)/p2-own-shown.tsv: experiments/p2/shown.awk $(call p2-own.of,,unfocused) $(call files_in,$(p2-own.made)) \
  $(call programs,sharpness) | $(drawn)/.
	$(Q){ $(foreach s,$(p2.learnt),$(call contrasts,$(call p2-own.file,,unfocused,$(set.$s-test-restored))) | \
	  awk -v pick=sample,source,stack,z_um,ssim,rmse -f experiments/columns.awk -f $< - <($(call joined,$(filter \
	  sample=$s;%,$(p2-own.made))));) } | $(one_header) > $@
# Four of its planes, from the first to the last inside of the range of the network, each with its own black and white: the inputs
# and the plane in focus, and below them the outputs.
p2-own.pictures := $(p2.learnt:%=$(out)/p2-own/%.png)
p2-own.inputs += $(p2-own.pictures)
p2-own.given := pictures='$(out)/p2-own'; inside=$(if $(filter $(everywhere),$(p2-own.inside)),0,$(p2-own.inside))
$(p2-own.pictures): $(out)/p2-own/%.png: $(drawn)/p2-own-shown.tsv $(call p2-own.of,,unfocused) $(foreach m,input deep-r,$(call \
  p2-own.of,method@$m,restored)) $(call programs,show take) | $$(@D)/.
	$(Q)stack=$$(awk -v s=$* -f experiments/columns.awk -f <(echo 'the("sample") == s { print the("stack"); exit }') $<); \
	if [ -n "$$stack" ]; then \
	  four=$$(awk -v stack=$$stack -v inside=$(p2-own.inside) -f experiments/columns.awk -f experiments/p2/four.awk $<); \
	  frames() { for z in $$four; do take --where z_um=$$z:$$z < $$1; done; }; \
	  { frames $(call p2-own.file,method@input,restored,$$stack); cat $(patsubst %.npy,%.truth.npy,$(call \
	  p2-own.file,,unfocused,$$stack)); frames $(call p2-own.file,method@deep-r,restored,$$stack); } | \
	  show --each --columns 5 --gap 8 --limits $(@:.png=.tsv) --with z_um,pixel_um > $@; else : > $@; fi
endif
