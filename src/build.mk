# src/build.mk -- every src/cmd/NAME.c becomes bin/NAME; the rooms beside it become one library.
# SANITIZE=1 builds with the address and undefined-behaviour sanitizers into folders of its own.

SANITIZE ?=
CC := gcc
ARCH ?= $(if $(filter x86_64,$(shell uname -m)),-march=x86-64-v3)
build := build$(if $(SANITIZE),-sanitize)
bin := $(if $(SANITIZE),build-sanitize/)bin

WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wundef \
  -Wno-missing-field-initializers -Werror
CPPFLAGS := -Isrc -D_GNU_SOURCE
OPTIMISE := -O3 -g
ifneq ($(SANITIZE),)
OPTIMISE := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
endif
CFLAGS := -std=c11 $(OPTIMISE) $(ARCH) -fno-math-errno -fno-trapping-math -fopenmp $(WARNINGS)
LDFLAGS := -Wl,--as-needed
LDLIBS := -lopenblas -lfftw3f_threads -lfftw3f -ltiff -lpng16 -lgsl -lgslcblas -lpopt -lm

commands := $(patsubst src/cmd/%.c,%,$(wildcard src/cmd/*.c))
room_objects := $(patsubst src/%.c,$(build)/%.o,$(filter-out src/cmd/%,$(wildcard src/*/*.c)))
library := $(build)/libautofocus.a

.PHONY: programs man
programs: $(commands:%=$(bin)/%)
man: $(commands:%=$(build)/man/man1/%.1) $(build)/man/man5/npystream.5

$(commands:%=$(bin)/%): $(bin)/%: $(build)/cmd/%.o $(library) | $$(@D)/.
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(library) $(LDLIBS)

$(library): $(room_objects)
	rm -f $@ && ar rcsD $@ $^

$(build)/%.o: src/%.c | $$(@D)/.
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(build)/man/man1/%.1: $(bin)/% | $$(@D)/.
	$< --man > $@

$(build)/man/man5/%.5: src/%.5 src/%.awk $(bin)/meta | $$(@D)/.
	$(bin)/meta --keys | awk -f src/$*.awk - $< > $@

.PRECIOUS: %/.
%/.:
	@mkdir -p $@

-include $(wildcard $(build)/*/*.d)
