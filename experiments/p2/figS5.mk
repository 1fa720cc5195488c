# Figure S5 of Luo 2020: networks that were taught planes within 2, 5 and 10 um of focus.
ifeq ($(DATA),)
figures += p2-figS5
p2-figS5.what := networks trained for three ranges of defocus: how alike their images and the planes in focus are, by z
p2-figS5.ranges := 2 5 10
p2-figS5.run = method@deep-r$(addprefix /,$(call ranged,ovary,$1))
p2-figS5.given := ranges='$(p2-figS5.ranges)'
$(eval $(call curves,p2-figS5,1:2 1:5 1:9 2:5 3:5 3:9 6:9,source=input:method@input:ovary \
  $(foreach r,$(p2-figS5.ranges),source=within-$r:$(call p2-figS5.run,$r):ovary)))
endif
