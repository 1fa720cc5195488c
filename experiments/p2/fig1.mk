# Figure 1 of Luo 2020: a search takes many exposures at different heights, a network one at any. What is shown is the first field of
# the test set of breast tissue, and of the searches in it the one that began farthest from the sharpest plane.
ifeq ($(DATA),)
figures += p2-fig1
p2-fig1.what := what a search for the focus looks at, beside the one exposure of a network that focuses its image
p2-fig1.shown := $(firstword $(set.breast-test))
p2-fig1.found := $(call made,,search,$(call first,4,$(set.breast-test)))
p2-fig1.rows := $(p2-fig1.found:%=sample=breast:%)
p2-fig1.tables := $(drawn)/p2-fig1-looks.tsv
p2-fig1.middle := 128x128$(call calculated,"+" int(($(frame) - 128) / 2) "+" int(($(frame) - 128) / 2))
p2-fig1.inputs := $(out)/p2-fig1/looks.png
p2-fig1.given := montage='$(p2-fig1.inputs)'
$(drawn)/p2-fig1-looks.tsv: experiments/p2/fig1-looks.awk $(firstword $(p2-fig1.found)) | $$(@D)/.
	$(Q)awk -f experiments/columns.awk -f $^ $(patsubst %.tsv,%.looks.tsv,$(lastword $^)) > $@
# The middle of each frame, as one would see them one after the other.
$(out)/p2-fig1/looks.png: $(drawn)/p2-fig1-looks.tsv $(call parameter,search_step) $(call programs,take show) | $$(@D)/.
	$(Q)$(call stream,searched,$(p2-fig1.shown)) > $@.stack && $(call cell,z_um) $< | while read -r z; do \
	  take $$(awk "BEGIN {printf \"%.0f\", ($$z + $(breast.range_um)) / $(search_step)}") < $@.stack; done | \
	  take --region $(p2-fig1.middle) | show --columns 99 --limits $(@:.png=.tsv) --with z_um,pixel_um > $@ && rm $@.stack
endif
