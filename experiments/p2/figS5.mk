# Figure S5 of Luo 2020: networks that were taught planes within 2, 5 and 10 um of focus.
ifeq ($(DATA),)
figures += p2-figS5
p2-figS5.what := networks trained for three ranges of defocus: how alike their images and the planes in focus are, by z
p2-figS5.ranges := 2 5 10
$(eval $(call curves,p2-figS5,1:2 2:5 6:9,source=input:method@input:ovary $(foreach r,$(p2-figS5.ranges),source=within-$r:method@deep-r$(if \
  $(filter-out $(ovary.within_um),$r),/within@$r):ovary)))
endif
