# settings.mk -- DATA/settings.mk: what is to be said of one's own stacks each time, beside them. A line is NAME =
# VALUE, as it would be typed behind `make`; # begins a comment. What is typed has the last word. No line is ever run as
# a command: names of channels are taken as they are, and other values have no characters with a meaning to the shell.
DATA ?=
quote = '$(subst ','\'',$1)'
setting_file := $(if $(DATA),$(shell d=$(call quote,$(DATA)) && ls -- "$${d%/}/settings.mk" 2>/dev/null))
ifneq ($(setting_file),)
# As words, with a sign for each blank.
blank_sign := ¶
written := $(shell awk -f tools/settings.awk $(call quote,$(setting_file)))
$(foreach l,$(filter error:%,$(written)),$(error $(subst $(blank_sign), ,$(l:error:%=%))))
$(foreach l,$(written),$(if $(filter command,$(firstword $(origin $(firstword $(subst :, ,$l))))),,$(eval override \
  $(subst $(blank_sign), ,$l))))
endif
