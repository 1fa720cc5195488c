# Figure S2 of Pinkard 2019: the two circles of singly scattered light at several angles of the LED, and the half of them
# that the network needs. Simulated, as it wants several LEDs.

ifeq ($(DATA),)
figures += p1-figS2
p1-figS2.what := log spectra under LEDs at several angles, with the two circles that geometry expects and the half to be cropped
p1-figS2.leds := 0.125 0.252 0.401 0.491
p1-figS2.tables := $(drawn)/p1-figS2.tsv
p1-figS2.inputs := $(p1-figS2.leds:%=$(out)/p1-figS2/%.png)

$(out)/p1-figS2/%.png: $(simulators) $(call programs,show) $(call parameter,$(filter-out led_na,$(call acting,specimen coherent))) | $$(@D)/.
	$(Q)$(call simulate,$(firstword $(call test_set,$(sample))),coherent) | show --spectrum --mean > $@
$(foreach l,$(p1-figS2.leds),$(eval $(out)/p1-figS2/$l.png: private override led_na := $l))

# How many features the circles hold, of how many in the half plane.
$(drawn)/p1-figS2.tsv: $(call programs,specimen illuminate camera fftcrop meta) $(call parameter,$(call acting,specimen coherent) patch) | $$(@D)/.
	$(Q){ printf '# led_na\thalf_plane\tcircles\n'; for led_na in $(p1-figS2.leds); do \
	  specimen clear --size $(patch)x$(patch) --pixel $(pixel) | illuminate --na $(na) --lambda $(lambda) --led 0,$$led_na --z 0:0:1 | camera > $@.frame; \
	  printf '%s\t%s\t%s\n' $$led_na $$(for crop in full circles; do fftcrop --patch $(patch) --crop $$crop < $@.frame | \
	    meta --list na | tail -1 | sed 's/^1\t1x//; s/ .*//'; done); done; } > $@ && rm $@.frame
endif
