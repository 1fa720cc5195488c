# Figure 2 of Luo 2020: sections of ovary focused by a network that was taught planes within 5 um of focus, inside of that range and
# beyond it.
ifeq ($(DATA),)
figures += p2-fig2
p2-fig2.what := sections out of focus and as a network focuses them: how alike they are to the plane in focus, by z
$(eval $(call curves,p2-fig2,1:5 6:9,source=input:method@input:ovary source=deep-r:method@deep-r:ovary))
endif
