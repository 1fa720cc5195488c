# Figure 2 of Luo 2020: sections of ovary focused by a network that was taught planes within 5 um of focus, inside of that range and
# beyond it: one field at several z, and all test fields. Planes are as near to each other as the stack has them; the first two zones
# are inside of the depth of field, and from two to three times as far.
ifeq ($(DATA),)
figures += p2-fig2
p2-fig2.what := sections out of focus and as a network focuses them, inside of the range of its training and beyond it
p2-fig2.step := $(call step_of,ovary)
p2-fig2.curves := $(foreach m,input deep-r,$m:method@$m/apart@$(p2-fig2.step):ovary)
p2-fig2.z := $(call on_planes,-7 -5 -3 -1 1 3 5 7,$(p2-fig2.step))
p2-fig2.judged := experiments/p2/samples.tsv
p2-fig2.given := within='$(call inside,ovary)';
$(eval $(call curves,p2-fig2,0.1:0.65 1.3:2 1:5 6:9,$(addprefix source=,$(p2-fig2.curves))))
$(eval $(call gallery,p2-fig2,$(p2-fig2.curves),$(p2-fig2.z),$(enlarged)))
endif
