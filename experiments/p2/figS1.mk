# Figure S1 of Luo 2020: a sample tilted by 1.5 degrees. Its rows are as sharp as their defocus lets them be; the sharpness of each row
# is relative to that of a reference, the brightest of several planes. Published are ten planes from z = 0 to 1.8 um, which here leave
# half of the tilt out; so the reference that is judged has all planes that cover it, and the published one is beside it. As
# published, the input is among the planes of its reference. `source` is the input, or the output of the network of flat sections.
ifeq ($(DATA),)
figures += p2-figS1
p2-figS1.what := sharpness of each row of a tilted sample, at two heights and as a network focuses it, beside the brightest of planes
p2-figS1.fields := $(call first,$(fields_tilted),$(set.tilted-test))
p2-figS1.rows_of := $(call made,,uneven,$(p2-figS1.fields))
p2-figS1.tables := $(drawn)/p2-figS1.tsv $(drawn)/p2-figS1-fields.tsv
p2-figS1.slope := -v pixel=$(call p2.of,tilted,pixel_um) -v tilt=$(tilt)
$(p2-figS1.tables): $(drawn)/p2-figS1%: experiments/p2/figS1-rows.awk $(p2-figS1.rows_of) $(call stamp,p2-figS1,$(p2-figS1.rows_of)) \
  $(call parameter,tilt) | $$(@D)/.
	$(Q)awk $(p2-figS1.slope) -v by=$(if $(findstring fields,$*),field,row) -f experiments/columns.awk -f $< $(p2-figS1.rows_of) > $@
# The first field: the two inputs, each with its output and the reference.
p2-figS1.inputs := $(out)/p2-figS1/field.png
p2-figS1.given := picture='$(p2-figS1.inputs)'
$(p2-figS1.inputs): $(firstword $(p2-figS1.rows_of)) $(call programs,show take) | $$(@D)/.
	$(Q){ for frames in 0:2 4 2:4 4; do take $$frames < $(<:.tsv=.npy); done; } | show --each --columns 3 --gap 12 $(captioned) > $@
endif
