# Figure S7 of Luo 2020: networks that were taught nuclei, filaments or both, applied to both. The published planes are 2 um apart.
ifeq ($(DATA),)
figures += p2-figS7
p2-figS7.what := networks on a kind of sample that they were taught, and on one that they were not, by z
p2-figS7.curves := $(foreach s,nuclei filaments,input:method@input:$s $(foreach n,nuclei filaments \
  both,$n:method@deep-r$(if $(filter-out $s,$n),/taught@$n):$s))
p2-figS7.z := $(call on_planes,-6,$(call larger,$(apart),$(call step_of,filaments)))
$(eval $(call curves,p2-figS7,2:9,$(addprefix source=,$(p2-figS7.curves))))
$(eval $(call gallery,p2-figS7,$(p2-figS7.curves),$(p2-figS7.z),$(enlarged)))
endif
