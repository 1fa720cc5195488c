# plan.mk -- what make has before it: a dry run counts the steps and adds up their costs (plan.awk).

# What `make figures` would do now; of other goals too: make plan GOAL=figures/paper/p1-fig2.png
GOAL ?= figures
.PHONY: plan
plan:
	@$(count_steps) $(GOAL) | awk -v cores=$$(nproc --all) -v out=$(out) -f tools/plan.awk

# The same for tools/step, where a terminal shows it.
count_steps = MAKEFLAGS=$(call quote, -- $(MAKEOVERRIDES)) $(MAKE) -n COUNTING=1
ifneq ($(writing),)
$(shell rm -f $(out)/.done $(out)/.steps; if [ -t 2 ] && [ "$$TERM" != dumb ]; then \
  $(count_steps) $(MAKECMDGOALS) 2>/dev/null | awk -v began="$$(date +%s)" -f tools/plan.awk > $(out)/.steps; fi)
endif
