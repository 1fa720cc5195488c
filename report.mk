# report.mk -- what becomes of the tables that pipeline.mk makes: they are locked, verified against the locked ones, and
# judged; `make report` writes the page of it all, figures/index.html.
#
# experiments/p1/fig2.awk, where there is one, is the judge of p1-fig2: it reads the tables of the figure and what was
# published, and writes $(drawn)/p1-fig2.claims.tsv, a claim a row: claim published ours low high unit verdict reason.

reported := $(all_figures) $(filter-out $(all_figures),$(measurements))
tables_of = $($1.tables) $($1.measured)
judge_of = $(wildcard $(call script_of,$1).awk)
published_of = $(wildcard $(addprefix experiments/$($1.paper)/,published.tsv claims.tsv))
judged_figures := $(foreach f,$(reported),$(if $(call judge_of,$f),$f))
claims := $(judged_figures:%=$(drawn)/%.claims.tsv)

define judgement
$(drawn)/$1.claims.tsv: experiments/student.awk experiments/judge.awk $(call judge_of,$1) $(call tables_of,$1) \
  $(filter-out as=%,$($1.judged)) $(call published_of,$1)
	$$(Q)awk $$(addprefix -f ,$$(wordlist 1,3,$$^)) $(call tables_of,$1) $(call published_of,$1) $($1.judged) > $$@
endef
$(foreach f,$(judged_figures),$(eval $(call judgement,$f)))

# What a figure stands on: the steps that a dry run of its tables would begin if nothing had been made yet. Not while
# something is measured.
define steps
$(out)/steps/$1: $(call tables_of,$1) | $(foreach m,$(measurements),$($m.measured)) $$$$(@D)/.
	$$(Q)$$(dry_run) $(call tables_of,$1) | sed -n 's/^tools\/step //p' > $$@
endef
$(foreach f,$(reported),$(eval $(call steps,$f)))
dry_run = MAKEFLAGS=$(call quote, -- $(MAKEOVERRIDES)) $(MAKE) -nB COUNTING=1

# The command as typed, without what only our tests say.
typed = make PROFILE=$(PROFILE) $(filter-out PROFILE=% out=% drawn=% COUNTING=%,$(MAKEOVERRIDES))
page := $(dir $(drawn))index.html

# The tables, and those pictures that are there for README.
lock: $(tables) figures | $(locked)/.
	cp $(tables) $(patsubst $(locked)/%,$(drawn)/%,$(wildcard $(figures:%=$(locked)/%.png))) $(locked)/

# How far a column of a table may be from the locked one: `tolerances` of the papers. Other columns must be the same.
verify: $(tables) $(call programs,differ)
	@bad=0; for t in $(tables); do \
	  columns=$$(for c in $(tolerances); do if head -1 $$t | grep -qw "$${c%%=*}"; then echo "--column $$c"; fi; done); \
	  if differ $$columns $$t $(locked)/$$(basename $$t); then echo "verify: $$t ok"; else bad=1; fi; \
	done; exit $$bad

# The page says the date and the version of the project, which no rule depends on: so it is written whenever one asks.
.PHONY: report lock verify
report: figures $(noted:%=$(drawn)/%.pdf) $(tables) $(claims) $(reported:%=$(out)/steps/%)
	$(Q){ $(foreach f,$(reported),printf '%s\t%s\t%s\t%s\n' $($f.paper) $f $(call quote,$($f.what)) \
	  '$(strip $(call tables_of,$f))';) } | \
	  tools/report $(out) $(drawn) $(call quote,$(typed)) $(foreach p,PROFILE DATA $(parameters),$(call quote,$p=$($p))) \
	  > $(page).part
	$(Q)mv $(page).part $(page)
	@echo "written: $(page)"
