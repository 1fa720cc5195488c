# Figure S7 of Luo 2020: networks that were taught nuclei, filaments or both, applied to both.
ifeq ($(DATA),)
figures += p2-figS7
p2-figS7.what := networks on a kind of sample that they were taught, and on one that they were not, by z
$(eval $(call curves,p2-figS7,2:9,$(foreach s,nuclei filaments,source=input:method@input:$s $(foreach n,nuclei filaments \
  cells,source=$n:method@deep-r$(if $(filter-out $s,$n),/taught@$n):$s))))
endif
