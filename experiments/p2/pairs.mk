# How the examples of the networks are prepared (Luo 2020, Data pre-processing): a stack is registered and fused, and the plane that
# resembles the fused image most is the truth.
ifeq ($(DATA),)
figures += p2-pairs
p2-pairs.what := from a focal stack to pairs of images: registration, extended depth of field, the plane in focus, crops
p2-pairs.rows := $(foreach s,$(p2.samples),sample=$s:$(call made,,nearest,$(firstword $(set.$s-test))))
p2-pairs.inputs := $(call made,,pairs,$(foreach s,$(p2.samples),$(firstword $(set.$s-test))))
endif
