# What the status says of frames that are not as in the training: two networks on test stacks in each condition of status.tsv,
# which changes the options of the simulation. The metadata always say what the network was trained on: a user may err.
ifeq ($(DATA),)
figures += p1-status
p1-status.what := frames unlike the training: how many are wrong without a word, how many are flagged
p1-status.conditions := $(shell $(call cell,condition) experiments/p1/status.tsv)
p1-status.profile := $(call made,,fcfnn)
p1-status.ours := $(call made,recipe@ours,fcfnn)
p1-status.tables := $(drawn)/p1-status.tsv
p1-status.inputs := experiments/p1/status.tsv
# Every fourth plane of each test stack.
p1-status.z := $(shell IFS=: read -r from to step <<< $(z); echo $$from:$$to:$$(awk "BEGIN {print 4 * $$step}"))
# One row of the table, as shell variables; '.' adds no option.
p1-status.row = IFS=$$'\t' read -r _ sample drawn lit exposed focus _ < <(grep "^$*$$(printf '\t')" experiments/p1/status.tsv); \
  given() { [ "$$1" = . ] || echo "$$1"; }; density() { [ $$sample = tissue ] && echo $(nuclei) || echo $(density); }; \
  lit=$$(given "$$lit"); [[ $$lit = *--led=* ]] || lit="$$lit --led=0,$(led_na)"
p1-status.draw = specimen $$sample --size $(call field,$1) --pixel $(pixel) $(call options,specimen) --stack $$sample/$$position \
  --density $$(density) --seed $$(($(seed) * 100000 + 10\#$${position\#p})) $$(given "$$drawn")
# Where the focus of the profile's stack does not hold, the condition has an incoherent stack of its own, in the same plane, with
# frames as for training.
p1-status.focus := $(foreach s,cells tissue,$(call made,,focus,$(set.$s-test)))
p1-status.find = case $$focus in profile) cat $(out)/focus/$$sample/$$position.tsv;; \
  none) printf 'stack\tfocus_um\tstatus\n%s\t0\tok\n' $$sample/$$position;; \
  own) $(call p1-status.draw,$(size)) | $(light) --half-annulus | \
    $(call expose,$(size)) --photons $(photons_annulus) --seed $(seed) | sharpness $(call options,sharpness);; esac
p1-status.predict = predict --consensus $(call setting,$1,predict.consensus) --with stack$(comma)target_um
$(out)/p1-status/%-profile.tsv $(out)/p1-status/%-ours.tsv &: experiments/p1/status.tsv $(p1-status.focus) $(p1-status.profile) \
  $(p1-status.ours) $(call programs,$(simulators) sharpness label meta take predict) \
  $(call parameter,$(call acting,specimen coherent incoherent focus)) | $$(@D)/.
	$(call step,test in the condition $*,20000)
	$(Q)$(p1-status.row); said=$$($(call optics_of,$(p1-status.ours))); for position in $(notdir $(set.cells-test)); do \
	  $(call p1-status.draw,$(wide)) | $(light) --z=$(p1-status.z) $$lit | $(call expose,$(wide)) --photons $(photons) --seed $(seed) \
	    $$(given "$$exposed") | meta $$said | label --focus <($(p1-status.find)); \
	done > $(@D)/$*.npy
	$(Q)$(call p1-status.predict,) $(p1-status.profile) < $(@D)/$*.npy > $(@D)/$*-profile.tsv
	$(Q)$(call p1-status.predict,recipe@ours) $(p1-status.ours) < $(@D)/$*.npy > $(@D)/$*-ours.tsv && rm $(@D)/$*.npy
p1-status.predicted := $(foreach r,profile ours,$(p1-status.conditions:%=$(out)/p1-status/%-$r.tsv))
$(drawn)/p1-status.tsv: experiments/p1/status-count.awk $(p1-status.predicted) | $$(@D)/.
	$(Q)awk -f experiments/columns.awk -f $< $(foreach r,profile ours,$(foreach c,$(p1-status.conditions),\
	  put='$c $r' $(out)/p1-status/$c-$r.tsv)) > $@
endif
