# src/build.mk -- every src/cmd/NAME.c becomes bin/NAME; the rooms beside it become one library.
#   make SANITIZE=1                  with the address and undefined-behaviour sanitizers, into folders of its own
#   make CC=clang CFLAGS=-O2 ARCH=   set CC, CFLAGS, CPPFLAGS, LDFLAGS or ARCH here or in the environment; everything
#                                    built with other values is rebuilt
#   make install PREFIX=/usr/local   programs and man pages; DESTDIR=FOLDER goes before PREFIX; make uninstall

SANITIZE ?=
ifneq ($(filter default undefined,$(origin CC)),)
CC := gcc
endif
ARCH ?= $(if $(filter x86_64,$(shell uname -m)),-march=x86-64-v3)
CFLAGS ?= -O3 -g
CPPFLAGS ?=
LDFLAGS ?=
PREFIX ?= /usr/local
DESTDIR ?=
build := build$(if $(SANITIZE),-sanitize)
bin := $(if $(SANITIZE),build-sanitize/)bin

WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wundef \
  -Wno-missing-field-initializers -Werror
# Both sanitizers write their reports to the files that log_path names only if both are linked statically.
sanitizers := -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all \
  -static-libasan -static-libubsan
# Flags that the sources need; they follow the flags of the user.
own := -std=c11 $(ARCH) -fno-math-errno -fno-trapping-math -fopenmp $(if $(SANITIZE),$(sanitizers))
compile := $(CC) $(CPPFLAGS) -Isrc -D_GNU_SOURCE $(CFLAGS) $(own) $(WARNINGS) -MMD -MP -c
link := $(CC) $(CFLAGS) $(own) -Wl,--as-needed $(LDFLAGS)
LDLIBS := -lopenblas -ldnnl -lfftw3f_threads -lfftw3f -ltiff -ljansson -lexpat -lpng16 -lgsl -lgslcblas -lpopt -lm

# A file that changes with the commands, so that everything is rebuilt if the flags change.
flags := $(build)/flags
ifneq ($(compile) $(link),$(file <$(flags)))
$(shell mkdir -p $(build))$(file >$(flags),$(compile) $(link))
endif

commands := $(patsubst src/cmd/%.c,%,$(wildcard src/cmd/*.c))
room_objects := $(patsubst src/%.c,$(build)/%.o,$(filter-out src/cmd/%,$(wildcard src/*/*.c)))
library := $(build)/libautofocus.a

.PHONY: programs man install uninstall
programs: $(commands:%=$(bin)/%)
man: $(commands:%=$(build)/man/man1/%.1) $(build)/man/man5/npystream.5

$(commands:%=$(bin)/%): $(bin)/%: $(build)/cmd/%.o $(library) | $$(@D)/.
	$(link) -o $@ $< $(library) $(LDLIBS)

$(library): $(room_objects)
	rm -f $@ && ar rcsD $@ $^

$(build)/%.o: src/%.c $(flags) | $$(@D)/.
	$(compile) -o $@ $<

$(build)/man/man1/%.1: $(bin)/% | $$(@D)/.
	$< --man > $@

$(build)/man/man5/%.5: src/%.5 src/%.awk $(bin)/meta | $$(@D)/.
	$(bin)/meta --keys | awk -f src/$*.awk - $< > $@

installed := $(DESTDIR)$(PREFIX)
install: programs man
	install -d $(installed)/bin $(installed)/share/man/man1 $(installed)/share/man/man5 $(installed)/share/autofocus
	install -m 755 $(commands:%=$(bin)/%) $(installed)/bin
	install -m 644 $(commands:%=$(build)/man/man1/%.1) $(installed)/share/man/man1
	install -m 644 $(build)/man/man5/npystream.5 $(installed)/share/man/man5
	install -m 644 tools/npystream.py $(installed)/share/autofocus

uninstall:
	rm -f $(commands:%=$(installed)/bin/%) $(commands:%=$(installed)/share/man/man1/%.1)
	rm -f $(installed)/share/man/man5/npystream.5 $(installed)/share/autofocus/npystream.py

.PRECIOUS: %/.
%/.:
	@mkdir -p $@

.PHONY: clean
clean:
	rm -rf build build-sanitize $(filter-out bin/.gitignore,$(wildcard bin/*))

-include $(wildcard $(build)/*.d $(build)/*/*.d)
