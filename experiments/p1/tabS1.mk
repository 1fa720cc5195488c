# Table S1 of Pinkard 2019: the weights of the network and the memory per example in training, compared with two
# convolutional networks. Ours are counted in the network that fcfnn-train builds for a patch of the same size.
figures += p1-tabS1
measurements += p1-tabS1
p1-tabS1.what := weights and memory per example in training, beside those of convolutional networks; memory measured
p1-tabS1.tables := $(drawn)/p1-tabS1.tsv $(drawn)/p1-tabS1-ratio.tsv
p1-tabS1.measured := $(drawn)/p1-tabS1-memory.tsv
p1-tabS1.sizes := 1024 1000 84
p1-tabS1.built := $(p1-tabS1.sizes:%=$(out)/p1-tabS1/fcfnn-%)
# Two frames of one patch each, as two stacks, because training needs one for validation.
$(out)/p1-tabS1/features-%.npy: $(call programs,specimen illuminate camera label meta fftcrop) | $$(@D)/.
	$(call say,make features of $* pixels)
	$(Q)specimen cells --size $*x$* | illuminate --led 0$(comma)0.4 --z 0:1:1 | camera | label --focus-um 0 | \
	  meta --ramp stack=1$(comma)1 | fftcrop --patch $* --crop paper > $@
$(out)/p1-tabS1/fcfnn-%.npy: $(out)/p1-tabS1/features-%.npy $(call programs,fcfnn-train)
	$(Q)fcfnn-train --preset paper --max-steps 1 --check-every 1 $< > $@
$(out)/p1-tabS1/%.count.tsv: $(out)/p1-tabS1/%.npy $(call programs,net-count)
	$(Q)net-count $< > $@
$(out)/p1-tabS1/yang2018.count.tsv: experiments/p1/yang2018.tsv $(call programs,net-count) | $$(@D)/.
	$(Q)net-count < $< > $@
$(drawn)/p1-tabS1.tsv: experiments/p1/tabS1-count.awk $(addsuffix .count.tsv,$(p1-tabS1.built) $(out)/p1-tabS1/yang2018) \
  experiments/p1/tabS1.tsv | $$(@D)/.
	$(call say,count the weights of Table S1)
	$(Q)awk -f experiments/columns.awk -f $^ > $@
$(drawn)/p1-tabS1-ratio.tsv: experiments/p1/tabS1-ratio.awk $(drawn)/p1-tabS1.tsv
	$(Q)awk -f experiments/columns.awk -f $^ $(drawn)/p1-tabS1.tsv > $@
$(drawn)/p1-tabS1-memory.tsv: experiments/p1/tabS1-memory.sh $(p1-tabS1.built:%=%.npy) $(p1-tabS1.built:%=%.count.tsv) tools/peak
	$(call say,measure the memory of training)
	$(Q)bash $< $(out)/p1-tabS1 $(p1-tabS1.sizes) > $@
