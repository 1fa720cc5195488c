# tests/tests.mk -- unit tests (tests/unit/NAME.c, cmocka) and tests of the programs (tests/NAME.bats), run by prove.
#   make test                 everything             make test TESTS=tests/meta.bats    one file
#   make test SANITIZE=1      the same with the address and undefined-behaviour sanitizers
#   make stress               what takes too long for every day: hundreds of random inputs, tests/stress/*
#   make lint                 layout, doors, rooms, lengths of mains
#   make bench [side=512]     the time of a live prediction on square frames of that side, and of an iteration of
#                             Richardson-Lucy on half the side, compared with SciPy or scikit-image; that of a training
#                             step and an output of the U-Net on `threads` threads, compared with PyTorch

# A folder of real microscope files; without it, the tests that need them are skipped.
REAL_DATA ?= ../shared/data
PYTHON ?= $(firstword $(foreach p,/usr/bin/python3 python3,$(shell $p -c 'import numpy' 2>/dev/null && echo $p)) none)

transforms := $(abspath $(build))/tests/transforms
networks := $(abspath $(build))/tests/networks
unet_steps := $(abspath $(build))/tests/steps
unit_tests := $(patsubst tests/unit/%.c,$(build)/tests/%,$(wildcard tests/unit/*.c))
TESTS ?= $(unit_tests) $(wildcard tests/*.bats)

# A sanitizer reports an error by an exit status that no test expects, and by a file. If the status is lost, as for
# programs in <(...), the file makes `make test` fail. Absurd sizes are refused as without a sanitizer. Leaks are looked
# for in the unit tests and where every program does its work (`leaks` in helpers.bash): looking takes longer than
# starting a program does, and the tests start some ten thousand.
report := $(abspath $(build))/report
sanitizer_options := exitcode=99:log_path=$(report):detect_leaks=0
sanitizer_options := $(sanitizer_options):allocator_may_return_null=1:max_allocation_size_mb=4000

.PHONY: test stress lint bench
test: programs $(unit_tests) $(transforms) $(networks)
	rm -f $(report).*
	SANITIZE="$(SANITIZE)" PATH="$(abspath $(bin)):$$PATH" REAL_DATA="$(abspath $(REAL_DATA))" PYTHON="$(PYTHON)" \
	TRANSFORMS="$(transforms)" NETWORKS="$(networks)" \
	ASAN_OPTIONS="$(sanitizer_options)" UBSAN_OPTIONS="$(sanitizer_options)" \
	CMOCKA_MESSAGE_OUTPUT=TAP OMP_NUM_THREADS=2 OMP_WAIT_POLICY=passive \
	prove --jobs $$(nproc --all) --timer --failures --comments --exec tests/run $(TESTS) || failed=yes; \
	! grep -hs -A30 -E 'ERROR: |runtime error: ' $(report).* >&2 && [ -z "$${failed:-}" ]

$(transforms) $(networks) $(unet_steps): $(abspath $(build))/tests/%: $(build)/%.o $(library) | $$(@D)/.
	$(link) -o $@ $< $(library) $(LDLIBS)

$(build)/transforms.o $(build)/networks.o $(build)/steps.o: $(build)/%.o: tests/%.c $(flags)
	$(compile) -o $@ $<

$(unit_tests): $(build)/tests/%: $(build)/tests/%.o $(library)
	$(link) -o $@ $< $(library) $(LDLIBS) -lcmocka

$(build)/tests/%.o: tests/unit/%.c $(flags) | $$(@D)/.
	$(compile) -o $@ $<

stress: programs
	for script in tests/stress/*; do PATH="$(abspath $(bin)):$$PATH" PYTHON="$(PYTHON)" $$script || failed=yes; done; \
	[ -z "$${failed:-}" ]

lint:
	tests/lint

side ?= 2048
threads ?= 1
bench: programs $(transforms) $(unet_steps)
	PATH="$(abspath $(bin)):$$PATH" PYTHON="$(PYTHON)" tests/bench $(side)
	PATH="$(abspath $(bin)):$$PATH" PYTHON="$(PYTHON)" TRANSFORMS="$(transforms)" tests/bench-deconv $$(($(side) / 2))
	STEPS="$(unet_steps)" PYTHON="$(PYTHON)" tests/bench-networks $(threads)
