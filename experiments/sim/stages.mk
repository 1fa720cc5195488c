# stages.mk -- what the worlds of recipes.tsv share: fields twice as dense as the profile's, as one that is nearly empty would decide
# an error.
dense := $(shell echo $$((2 * $(density))))
