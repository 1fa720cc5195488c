# tests/tests.mk -- unit tests (tests/unit/NAME.c, cmocka) and tests of the programs (tests/NAME.bats), run by prove.
#   make test                 everything             make test TESTS=tests/meta.bats    one file
#   make test SANITIZE=1      the same under the address and undefined-behaviour sanitizers
#   make lint                 layout, doors, rooms, lengths of mains
#   make bench [side=512]     the time of a live prediction on frames of that side, beside SciPy

# Real microscope files, where a folder of them is at hand; the tests that want them skip without it.
REAL_DATA ?= ../shared/data
PYTHON ?= $(firstword $(foreach p,/usr/bin/python3 python3,$(shell $p -c 'import numpy' 2>/dev/null && echo $p)) none)

unit_tests := $(patsubst tests/unit/%.c,$(build)/tests/%,$(wildcard tests/unit/*.c))
tests := $(unit_tests) $(wildcard tests/*.bats)
# The longest are begun first, so that no processor waits at the end.
longest := $(addprefix tests/,pipeline.bats tiff.bats insults.bats real.bats) $(build)/tests/align
TESTS ?= $(longest) $(filter-out $(longest),$(tests))

# A sanitizer's report is an exit status that no test expects, and a file: where the status is lost, as that of a
# program in <(...) is, the file fails `make test`. An absurd size is refused as it is without a sanitizer, after a
# warning.
report := $(abspath $(build))/report
sanitizer_options := allocator_may_return_null=1:exitcode=99:log_path=$(report)

.PHONY: test lint bench
test: programs $(unit_tests)
	rm -f $(report).*
	SANITIZE="$(SANITIZE)" PATH="$(abspath $(bin)):$$PATH" REAL_DATA="$(abspath $(REAL_DATA))" PYTHON="$(PYTHON)" \
	ASAN_OPTIONS="$(sanitizer_options)" UBSAN_OPTIONS="$(sanitizer_options)" \
	CMOCKA_MESSAGE_OUTPUT=TAP OMP_NUM_THREADS=2 prove --timer -j2 --exec tests/run $(TESTS) || failed=yes; \
	! grep -hs -A30 -E 'ERROR: |runtime error: ' $(report).* >&2 && [ -z "$${failed:-}" ]

$(unit_tests): $(build)/tests/%: $(build)/tests/%.o $(library)
	$(link) -o $@ $< $(library) $(LDLIBS) -lcmocka

$(build)/tests/%.o: tests/unit/%.c $(flags) | $$(@D)/.
	$(compile) -o $@ $<

lint:
	tests/lint

side ?= 2048
bench: programs
	PATH="$(abspath $(bin)):$$PATH" PYTHON="$(PYTHON)" tests/bench $(side)
