# Figure S1 of Pinkard 2019: the best direction of the light. One LED at eleven angles (a), the LEDs of the dome (b), and 19 patterns of
# LEDs (c), each judged by cross-validation: by stacks that neither taught the network nor chose its weights. Only simulated
# stacks have them all.
ifeq ($(DATA),)
figures += p1-figS1a p1-figS1b p1-figS1c
# $(call p1-figS1.folds,PARAMETER,VALUE), $(call p1-figS1.pair,PARAMETER,VALUE,OTHER)
p1-figS1.folds = $(call by_fold,$1@$2/stacks@$(crossed)/fcfnn-train.max-steps@$(brief))
p1-figS1.runs = $(foreach v,$2,$(subst $(comma), ,$(call p1-figS1.folds,$1,$v)))
p1-figS1.pair = $1=$2;against=$3:held-out:$(call p1-figS1.folds,$1,$2):$(call p1-figS1.folds,$1,$3)
p1-figS1a.what := RMSE against the angle of a single LED
p1-figS1a.leds := 0.062 0.124 0.187 0.251 0.311 0.399 0.49 0.584 0.683 0.792 0.924
p1-figS1a.runs := $(call p1-figS1.runs,led_na,$(p1-figS1a.leds))
# Where the published curve turns, and what the other angles are compared with.
p1-figS1a.turn := $(filter 0.584,$(p1-figS1a.leds))
$(call paired,p1-figS1a,$(if $(p1-figS1a.turn),$(foreach l,$(filter-out $(p1-figS1a.turn),$(p1-figS1a.leds)),$(call \
  p1-figS1.pair,led_na,$l,$(p1-figS1a.turn)))))
# The same field under some of the LEDs, slightly out of focus. The scale of grey is the same for all, so the pictures show how
# much light is left, and how much of it is noise.
p1-figS1a.shown := 0.062 0.399 0.584 0.792
p1-figS1a.frames := $(foreach l,$(p1-figS1a.shown),$(call made,led_na@$l,snapshot,$(shown)))
p1-figS1a.inputs := experiments/p1/published.tsv $(out)/p1-figS1a/fields.png
p1-figS1a.given := shown='$(p1-figS1a.shown)'; fields='$(out)/p1-figS1a/fields.png'
$(out)/p1-figS1a/fields.png: $(p1-figS1a.frames) $(call programs,show) | $$(@D)/.
	$(Q)cat $(p1-figS1a.frames) | show --columns 4 --gap 8 --gamma 3 $(captioned) > $@

# The dome has 581 LEDs; where they are was published with the code of the paper.
p1-figS1b.what := positions of the LEDs of the dome, and of those in the patterns
p1-figS1b.inputs := $(dome)
p1-figS1b.tables := $(drawn)/p1-figS1b.tsv
$(drawn)/p1-figS1b.tsv: experiments/p1/figS1b-count.awk $(patterns) | $$(@D)/.
	$(Q)awk -f experiments/columns.awk -f $^ > $@

p1-figS1c.what := RMSE under 19 patterns of LEDs
p1-figS1c.inputs := experiments/p1/published.tsv $(patterns)
p1-figS1c.patterns := $(sort $(p1.leds))
p1-figS1c.runs := $(call p1-figS1.runs,pattern,$(p1-figS1c.patterns))
# Pattern 14, nine LEDs in a line, is the best published one.
$(call paired,p1-figS1c,$(foreach p,$(filter-out 14,$(p1-figS1c.patterns)),$(call p1-figS1.pair,pattern,14,$p)))
endif
