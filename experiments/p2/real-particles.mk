# Real particles of 2 um on glass, in a film through focus: one acquisition teaches the network, another one of the same slide is the
# test. Most of the particles are the same ones, so this shows that it works on a microscope, not that it generalises.
REAL_DATA ?= ../shared/data
p2-real-particles.calibration := $(sort $(wildcard $(REAL_DATA)/idpt/calibration/calib_*.tif))
p2-real-particles.test := $(sort $(wildcard $(REAL_DATA)/idpt/test/test_*.tif))
ifeq ($(DATA),)
ifeq ($(and $(p2-real-particles.calibration),$(p2-real-particles.test)),)
$(if $(filter list verify lock,$(MAKECMDGOALS)),$(info p2-real-particles is left out: no idpt/calibration/calib_*.tif and \
  idpt/test/test_*.tif in REAL_DATA=$(REAL_DATA)))
else
figures += p2-real-particles
p2-real-particles.what := real particles out of focus, and as a network focuses them that was taught another acquisition of the slide
p2-real-particles.tables := $(drawn)/p2-real-particles.tsv
p2-real-particles.folder := $(out)/p2-real-particles
p2-real-particles.within := 30
# z_um follows from the number in a name, as published; the test's steps were measured.
p2-real-particles.read = tiff-read $$file | take $1 | meta stack=$2 pixel_um=1.6 na=0.45 z_um=$$(basename $$file .tif | tr -dc 0-9 | \
  awk '{print $3}')
# The three exposures of each plane are three stacks, of which the lower quarter chooses the weights.
$(p2-real-particles.folder)/training.npy $(p2-real-particles.folder)/validation.npy &: $(p2-real-particles.calibration) \
  $(call programs,tiff-read take meta stack label pair) $(call parameter,pair.size) | $$(@D)/.
	$(call say,make pairs of real particles)
	$(Q)for k in 0 1 2; do for file in $(p2-real-particles.calibration); do \
	  $(call p2-real-particles.read,$$k,exposure$$k,$$0 - 49.9); done | label --focus-um 0 > $(@D)/calibration-$$k.npy; done
	$(Q)for k in 0 1 2; do take --region 384x512+0+0 < $(@D)/calibration-$$k.npy | meta stack=upper$$k | \
	  pair --size $(pair.size) --within $(p2-real-particles.within) --type f2; done > $(@D)/training.npy
	$(Q)for k in 0 1 2; do take --region 128x512+384+0 < $(@D)/calibration-$$k.npy | meta stack=lower$$k | \
	  pair --size $(pair.size) --within $(p2-real-particles.within) --type f2; done > $(@D)/validation.npy
$(p2-real-particles.folder)/deepr.npy: $(p2-real-particles.folder)/training.npy $(call programs,deepr-train) $(call \
  parameter,$(filter deepr-train.%,$(parameters)))
	$(call say,train on real particles,$(deepr.cost))
	$(Q)$(call resuming,deepr-train $(call options,deepr-train),$(<D)/validation.npy,$<)
# The planes of the test, of which the one nearest to focus is the reference.
$(p2-real-particles.folder)/test.npy $(p2-real-particles.folder)/truth.npy &: $(p2-real-particles.test) $(call \
  programs,tiff-read take meta) | $$(@D)/.
	$(Q)for file in $(p2-real-particles.test); do $(call p2-real-particles.read,0,test,5 * int($$0 / 3) + 5 - 68.1); done > $(@D)/test.npy
	$(Q)take --where z_um=-2.5:2.5 < $(@D)/test.npy | take 0 > $(@D)/truth.npy
$(p2-real-particles.folder)/focused.npy: $(p2-real-particles.folder)/deepr.npy $(p2-real-particles.folder)/test.npy $(call programs,deepr)
	$(Q)deepr $< < $(word 2,$^) > $@
$(drawn)/p2-real-particles.tsv: $(p2-real-particles.folder)/test.npy $(p2-real-particles.folder)/focused.npy $(call programs,similarity) \
  | $$(@D)/.
	$(Q)like() { similarity --repeat --normalize standard --border 10 --no-ms-ssim --with z_um $(<D)/truth.npy < $$1 > $$1.tsv; }; \
	like $<; like $(word 2,$^); $(collate) put=source=input $<.tsv put=source=output $(word 2,$^).tsv > $@

# A part of the planes at these z and of what the network makes of them; and of the reference.
p2-real-particles.shown := -28.1 -13.1 11.9 26.9
p2-real-particles.inputs := $(foreach s,test focused truth,$(p2-real-particles.folder)/$s.png)
p2-real-particles.given := folder='$(p2-real-particles.folder)'; within=$(p2-real-particles.within)
$(p2-real-particles.folder)/%.png: $(p2-real-particles.folder)/%.npy $(call programs,take show)
	$(Q){ $(if $(filter truth,$*),cat $<,for z in $(p2-real-particles.shown); do \
	  take --where z_um=$$(awk "BEGIN {print $$z - 0.2}"):$$(awk "BEGIN {print $$z + 0.2}") < $<; done); } | \
	  take --region 192x192+160+160 | show --each --columns 4 --gap 4 $(captioned) > $@
endif
endif
