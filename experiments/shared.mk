# shared.mk -- what the recipes of all papers share.

# Tables: join them, with columns put before; show one column; the same of a table of one stack, which has a row; those with the
# same columns, one after the other, become one.
collate := awk -f experiments/collate.awk
cell = awk -v show=$1 -f experiments/columns.awk
only = awk -v show=$1 -v exactly=1 -f experiments/columns.awk
one_header = awk 'NR == 1 { names = $$0; print } $$0 != names'
# Tables that are COLUMN=VALUE;...:FILE, joined with these columns before; and their files.
joined = $(collate) $(foreach t,$1,put='$(subst ;, ,$(firstword $(subst :, ,$t)))' $(lastword $(subst :, ,$t)))
files_in = $(foreach t,$1,$(lastword $(subst :, ,$t)))
# The files of $1 that are not empty.
full = $$(find $1 -size +0c | sort)
# Beside a picture, its z, its scale and what its grey means.
captioned = --limits $(result:.png=.tsv) --with z_um,pixel_um

# $(call resuming,COMMAND,VALIDATION,TRAINING): a training on these files. An interrupted one continues from its checkpoint, unless
# something it depends on has changed since.
checkpoint = $(result:.npy=.checkpoint)
resuming = taught=$(call full,$3); \
  if [ -z "$$taught" ]; then \
    echo "$(result): all stacks for training were left out, expected one with a focus; add stacks" >&2; exit 1; fi; \
  if [ -n "$$(find $^ -newer $(checkpoint) -print -quit 2>&1)" ]; then rm -f $(checkpoint); fi; \
  $1 --loss $(result:.npy=.loss.tsv) --checkpoint $(checkpoint) --resume \
    $(if $2,$$(printf -- '--validate=%s\n' $(call full,$2) | sed '/=$$/d')) \
    $$taught > $(result) && rm -f $(checkpoint)

# The networks that `make model` trains: model.mk.
KIND ?=
models :=
