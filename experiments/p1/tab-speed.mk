# The times given in Pinkard 2019, and those of this machine with all its processors.
measurements += p1-tab-speed
p1-tab-speed.what := times of training, precomputation and prediction, and the published ones
p1-tab-speed.measured := $(drawn)/p1-tab-speed.tsv
# No other part of the pipeline may run meanwhile, so everything else that was requested is made first.
p1-tab-speed.first = $(drawn)/p1-tabS1-memory.tsv $(if $(filter figures tables report,$(MAKECMDGOALS)),$(tables))
$(drawn)/p1-tab-speed.tsv: experiments/p1/tab-speed.sh experiments/p1/tab-speed.tsv $(call made,,fcfnn) \
  $(addprefix $(out)/p1-tabS1/,fcfnn-1024.npy features-1024.npy) tools/speed \
  $(call programs,fcfnn-train predict tiff-read sharpness label fftcrop) | $$(p1-tab-speed.first) $$(@D)/.
	$(call step,measure times,40000)
	$(Q)bash $(wordlist 1,5,$^) \
	  "$(words $(call set,,training)) stacks: STEPS steps of $(fcfnn-train.batch) patches of $(fftcrop.patch) pixels" \
	  $(call options,fcfnn-train) $(addprefix --validate=,$(call inputs,,features:validation,)) $(call inputs,,features:training,) > $@
