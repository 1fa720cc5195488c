# Figure S9 of Luo 2020: the generator and the discriminator, layer by layer, and the number of their weights.

figures += p2-figS9
p2-figS9.what := the layers of the generator and of the discriminator, with their sizes and their weights
p2-figS9.tables := $(drawn)/p2-figS9.tsv
$(drawn)/p2-figS9.tsv: experiments/p2/figS9-count.awk experiments/p2/layers.tsv | $$(@D)/.
	$(Q)awk -f $^ > $@
