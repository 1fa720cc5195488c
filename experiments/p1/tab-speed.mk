# The times that Pinkard 2019 gives, and those of this machine with all its processors.

measurements += p1-tab-speed
p1-tab-speed.what := times of training, precomputation and prediction, beside the published
p1-tab-speed.measured := $(drawn)/p1-tab-speed.tsv

# The training is that of the profile's network: as many steps as it took, by the time of one. A pass is over as many
# patches of 1024 pixels as the paper had: four a plane, 60 planes a stack.
p1-tab-speed.model := $(call run,)/model.npy
p1-tab-speed.training := $(call features,,$(call training_positions,))
p1-tab-speed.validation := $(call features,,$(call validation_positions,))
p1-tab-speed.pass := $(shell echo $$((440 * 60 * 4 / 25)))

# Nothing else of the pipeline may run meanwhile, so all else that it was asked to make comes first.
p1-tab-speed.first = $(p1-tabS1.measured) $(if $(filter figures tables report,$(MAKECMDGOALS)),$(tables))
$(drawn)/p1-tab-speed.tsv: experiments/p1/tab-speed.tsv $(p1-tab-speed.model) $(out)/p1-tabS1/fcfnn-1024.npy \
  $(out)/p1-tabS1/features-1024.npy tools/speed $(call programs,fcfnn-train predict tiff-read sharpness label fftcrop) \
  | $$(p1-tab-speed.first) $$(@D)/.
	$(call step,measure times,40000)
	$(Q)steps=$$(tail -1 $(p1-tab-speed.model:.npy=.loss.tsv) | cut -f1); \
	  step=$$(tools/speed step $(training_options) \
	    $$(for f in $(call full,$(p1-tab-speed.validation)); do echo "--validate $$f"; done) $(call full,$(p1-tab-speed.training))); \
	  pass_step=$$(tools/speed step --preset paper $(out)/p1-tabS1/features-1024.npy); \
	  stack=$$(tools/speed precomputation); \
	  frame=$$(tools/speed prediction $(out)/p1-tabS1/fcfnn-1024.npy); \
	  by="$$(nproc --all) x $$(awk -F': ' '/^model name/ {print $$2; exit}' /proc/cpuinfo)"; \
	  row() { awk "BEGIN {printf \"%s\\t%s\\t%.3f\\t%s\\n\", \"$$1\", \"$$2\", $$3, \"$$by\"}"; }; \
	  { cat $<; \
	    row precomputation 'a stack of 60 planes of 2048x2048 pixels' "$$stack"; \
	    row prediction 'a frame of 2048x2048 pixels' "$$frame"; \
	    row training "$(words $(p1-tab-speed.training)) stacks: $$steps steps of $(batch) patches of $(patch) pixels" "$$steps * $$step"; \
	    row training "440 stacks once: $(p1-tab-speed.pass) steps of 25 patches of 1024 pixels" "$(p1-tab-speed.pass) * $$pass_step"; \
	  } | sort -s -t "$$(printf '\t')" -k1,1 > $@
