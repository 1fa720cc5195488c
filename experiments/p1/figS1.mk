# Figure S1 of Pinkard 2019: from where the light should come. One LED at eleven angles (a), the LEDs of the dome (b), and
# 19 patterns of LEDs (c), each judged by cross-validation over whole stacks. Only simulated stacks have them all.

ifeq ($(DATA),)
figures += p1-figS1a p1-figS1b p1-figS1c

# $(call p1-figS1.runs,PARAMETER,VALUES)
p1-figS1.parts := $(shell seq $(folds))
p1-figS1.runs = $(foreach v,$2,$(foreach f,$(p1-figS1.parts),$1@$v/fold@$fof$(folds)/stacks@$(crossed)/max_steps@$(brief)))

p1-figS1a.what := RMSE against the angle of a single LED
p1-figS1a.tables := $(drawn)/p1-figS1a.tsv
p1-figS1a.leds := $(shell awk -F'\t' '$$1 == "p1-figS1a" {print $$3}' experiments/p1/published.tsv)
p1-figS1a.runs := $(call p1-figS1.runs,led_na,$(p1-figS1a.leds))
p1-figS1a.shown := $(foreach i,1 6 8 10,$(word $i,$(p1-figS1a.leds)))
p1-figS1a.inputs := experiments/p1/published.tsv $(p1-figS1a.shown:%=$(out)/p1-figS1a/%.png)
$(drawn)/p1-figS1a.tsv: $(call judged,$(p1-figS1a.runs)) $(call stamp,p1-figS1a,$(p1-figS1a.runs)) | $$(@D)/.
	$(Q)$(call collate,$(p1-figS1a.runs)) > $@

# The same place under some of the LEDs, slightly out of focus.
$(out)/p1-figS1a/%.png: $(simulators) $(call programs,take show) $(call parameter,$(filter-out led_na,$(call acting,specimen coherent))) | $$(@D)/.
	$(Q)$(call simulate,$(firstword $(call test_set,$(sample))),coherent) | take --where z_um=2:5 | take 0 | show > $@
$(foreach l,$(p1-figS1a.shown),$(eval $(out)/p1-figS1a/$l.png: private override led_na := $l))

p1-figS1b.what := where the LEDs of the dome are, and those of the patterns
p1-figS1b.tables := $(drawn)/p1-figS1b.tsv
$(drawn)/p1-figS1b.tsv: $(patterns) | $$(@D)/.
	$(Q)awk 'NR == 1 {print "# led_na_x\tled_na_y\tpatterns"} NR > 1 {n[$$2 "\t" $$3]++} \
	  END {for (led in n) print led "\t" n[led] | "sort -g -k1,1 -k2,2"}' $< > $@

p1-figS1c.what := RMSE under 19 patterns of LEDs
p1-figS1c.tables := $(drawn)/p1-figS1c.tsv
p1-figS1c.inputs := experiments/p1/published.tsv $(patterns)
p1-figS1c.patterns := $(shell awk '!/^\#/ {print $$1}' $(patterns) | sort -u)
p1-figS1c.runs := $(call p1-figS1.runs,pattern,$(p1-figS1c.patterns))
$(drawn)/p1-figS1c.tsv: $(call judged,$(p1-figS1c.runs)) $(call stamp,p1-figS1c,$(p1-figS1c.runs)) | $$(@D)/.
	$(Q)$(call collate,$(p1-figS1c.runs)) > $@
endif
