# Figure S4 of Luo 2020: stained sections, the brightfield images of three colours, focused by one network.
ifeq ($(DATA),)
figures += p2-figS4
p2-figS4.what := stained sections in brightfield, out of focus and as a network focuses them, by z
$(eval $(call curves,p2-figS4,2:9,$(foreach s,prostate-red prostate-green prostate-blue,source=input:method@input:$s \
  source=deep-r:method@deep-r:$s)))
p2-figS4.given := within=$(call inside,prostate-green)
endif
