# data.mk -- stacks of one's own, as microscopes leave them in DATA: tools/acquisition looks which positions there are and what each has,
# before any stages.mk is read. A role is what a stack is to a paper; its name is the channel that has it, of files that hold several,
# or a part of the paths. An item SAMPLE/POSITION, and the file $(raw)/ITEM/ROLE.from that says how it is read, are made of safe names.
coherent := led
incoherent := annulus
focal := stack
settings += coherent=NAME incoherent=NAME focal=NAME
roles := coherent incoherent focal
# What a position must have to be one for a paper; the focus is that of the last role.
role_sets := coherent+incoherent focal
given_by_user = $(filter command override,$(firstword $(origin $1)))
read_stack := $(if $(DATA),tools/acquisition read,tiff-read)
named_roles = $(role_sets) $(if $(strip $(foreach r,$(roles),$(call given_by_user,$r))),,guess) $(foreach r,$(roles),$r=$(call quote,$($r)))
ifneq ($(DATA),)
$(if $(shell test -d $(call quote,$(DATA)) && echo yes),,$(error DATA=$(DATA) is not a folder))
# What looks at the files must be there first.
$(if $(wildcard $(bin)/tiff-read),,$(shell MAKEFLAGS=$(call quote, -- $(MAKEOVERRIDES)) $(MAKE) -s DATA= $(bin)/tiff-read >&2))
found_stacks := $(shell DRY=$(if $(writing),,yes) PATH=$(call quote,$(CURDIR)/$(bin)):"$$PATH" \
  tools/acquisition find $(call quote,$(DATA)) $(raw) $(call quote,$(READ)) $(named_roles) >&2 && echo yes)
$(if $(found_stacks),,$(error DATA=$(DATA) cannot be looked at))
$(foreach r,$(roles),$(eval samples.$r :=))
include $(raw)/positions.mk
unwritten += $(shell cat $(raw)/unwritten)
endif
# The samples of DATA that have stacks of these roles, and their positions.
holding = $(samples.$(firstword $1))
positions_of = $(if $(filter undefined,$(origin positions.$1)),,$(positions.$1))
# The samples that were asked for by name.
named := $(if $(call given_by_user,sample),$(subst +, ,$(sample)))

# What was typed behind `make`, but for where results lie.
typed_settings = $(strip $(foreach v,$(sort $(filter-out out drawn MAKE%,$(.VARIABLES))),$(if $(filter command,$(firstword $(origin \
  $v))),$(if $($v),$v=$(call quote,$($v))))))
# make check DATA=dir: what was found, position by position, and what is missing, before anything runs.
.PHONY: check
check: $(call programs,tiff-read sharpness take meta)
	$(if $(DATA),,$(error say which: make check DATA=dir))
	@tools/acquisition check $(call quote,$(DATA)) $(raw) $(call quote,$(READ)) $(call quote,$(call options,sharpness)) \
	  $(fftcrop.patch) $(call quote,$(setting_file)) $(call quote,$(typed_settings)) $(named_roles)
