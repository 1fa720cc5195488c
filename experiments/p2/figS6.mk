# Figure S6 of Luo 2020: images captured far from focus, as networks focus them that were trained for 2, 5 and 10 um.
ifeq ($(DATA),)
figures += p2-figS6
p2-figS6.what := images captured far from focus, and as the networks of three ranges focus them
p2-figS6.ranges := 2 5 10
p2-figS6.run = method@deep-r$(addprefix /,$(call ranged,ovary,$1))
p2-figS6.curves := input:method@input:ovary $(foreach r,$(p2-figS6.ranges),within-$r:$(call p2-figS6.run,$r):ovary)
p2-figS6.z := $(call on_planes,-9 -7 7 9,$(apart))
p2-figS6.given := ranges='$(p2-figS6.ranges)';
$(eval $(call curves,p2-figS6,6:9,$(addprefix source=,$(p2-figS6.curves))))
$(eval $(call gallery,p2-figS6,$(p2-figS6.curves),$(p2-figS6.z),$(enlarged)))
endif
