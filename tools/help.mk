# help.mk -- what make can do: the lines with `make` at the heads of the makefiles; all figures and parameters.
#   make help                     this
.PHONY: help list
help:
	@sed -n 's/^#   make /make /p' $(filter-out experiments/% $(out)/%,$(MAKEFILE_LIST))

list:
	@echo "figures (make figures, or make $(drawn)/NAME.pdf; PROFILE=smoke|quick|paper PAPER=NAME):"
	@$(foreach f,$(figures),printf '  %-12s %s\n' '$f' '$($f.what)';)
	@echo "measurements (make measure):"
	@$(foreach m,$(measurements),printf '  %-12s %s\n' '$m' '$($m.what)';)
	@echo "verbs: help programs plan figures check model sweep tables report measure verify lock list man test stress" \
	  "lint bench install clean clean-all"
	@echo "settings: PROFILE=smoke|quick|paper PAPER='$(all_papers)' DATA=DIR KIND='$(kinds)'" \
	  "READ='OPTIONS OF tiff-read' V=1 WAIT=1 $(settings)"
	@echo "parameters (make figures NAME=VALUE), with their values in smoke, quick and paper:"
	@for p in '' $(papers:%=%/); do [ ! -e "experiments/$${p}parameters.tsv" ] || \
	  sed '1d; s/^/  /' "experiments/$${p}parameters.tsv"; done | \
	  column -t -s "$$(printf '\t')"
