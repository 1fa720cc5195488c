# report.mk -- `make report` judges what pipeline.mk has made and writes the page of it, figures/index.html.
#
# experiments/p1/fig2.awk, where there is one, is the judge of p1-fig2: it reads the tables of the figure and what was
# published, and writes $(drawn)/p1-fig2.claims.tsv, a claim a row: claim published ours low high unit verdict reason.

prefix = $(firstword $(subst -, ,$1))
experiment = experiments/$(prefix)/$(1:$(prefix)-%=%)
judged_figures := $(foreach f,$(figures),$(if $(wildcard $(call experiment,$f).awk),$f))

define judgement
$(drawn)/$1.claims.tsv: experiments/judge.awk $(call experiment,$1).awk $($1.tables) \
  $(wildcard experiments/$(call prefix,$1)/published.tsv)
	$$(Q)awk $$(patsubst %.awk,-f %.awk,$$^) > $$@
endef
$(foreach f,$(judged_figures),$(eval $(call judgement,$f)))
claims := $(judged_figures:%=$(drawn)/%.claims.tsv)

# As typed, without what only a test says, so that a reader can type it too.
typed = make PROFILE=$(PROFILE) $(filter-out PROFILE=% out=% drawn=% COUNTING=%,$(MAKEOVERRIDES))
page := $(dir $(drawn))index.html

# What a figure stands on: the steps that a dry run of its tables would begin, had nothing been made yet. Called by
# another name than $(MAKE), which make would run in a dry run too.
dry_run = MAKEFLAGS=$(call quote, -- $(MAKEOVERRIDES)) $(MAKE) -nB COUNTING=1

# The page says the date and the version of the project, which no rule depends on: so it is written whenever one asks.
.PHONY: report
report: figures $(tables) $(claims)
	$(Q)mkdir -p $(out)/steps
	$(Q)$(foreach f,$(figures),$(dry_run) $($f.tables) | sed -n 's/^tools\/step //p' > $(out)/steps/$f;)
	$(Q){ $(foreach f,$(figures),printf '%s\t%s\t%s\n' $f $(call quote,$($f.what)) '$($f.tables)';) } | \
	  tools/report $(out) $(drawn) $(call quote,$(typed)) $(foreach p,PROFILE DATA $(parameters),$(call quote,$p=$($p))) \
	  > $(page).part
	$(Q)mv $(page).part $(page)
	@echo "written: $(page)"
