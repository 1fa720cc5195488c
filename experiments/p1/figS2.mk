# Figure S2 of Pinkard 2019: the two circles of singly scattered light for several angles of the LED, and the half of
# them that the network needs. The stacks are simulated, because several LEDs are needed.
ifeq ($(DATA),)
figures += p1-figS2
p1-figS2.what := log spectra under LEDs at several angles, with the two circles that geometry expects and the half to be cropped
p1-figS2.leds := 0.125 0.252 0.401 0.491
p1-figS2.tables := $(drawn)/p1-figS2.tsv
p1-figS2.inputs := $(foreach l,$(p1-figS2.leds),$(call made,led_na@$l,spectrum,$(shown)))
p1-figS2.given := leds='$(p1-figS2.leds)'; pictures='$(p1-figS2.inputs)'
# The number of features inside the circles, and in the whole half plane.
p1-figS2.features = specimen clear --size $(fftcrop.patch)x$(fftcrop.patch) --pixel $(pixel) | \
  illuminate --na $(na) --lambda $(lambda) --led 0,$$led_na --z 0:0:1 | camera | fftcrop --patch $(fftcrop.patch) --crop $$crop
$(drawn)/p1-figS2.tsv: $(call programs,$(simulators) fftcrop meta) $(call parameter,$(call acting,specimen) fftcrop.patch) | $$(@D)/.
	$(Q){ printf 'led_na\thalf_plane\tcircles\n'; for led_na in $(p1-figS2.leds); do printf '%s' $$led_na; \
	  for crop in full circles; do printf '\t%s' $$($(p1-figS2.features) | meta --list na | \
	    $(call cell,shape) | sed 's/^1x//; s/ .*//'); done; echo; done; } > $@
endif
