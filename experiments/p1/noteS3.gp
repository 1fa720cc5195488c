figure_width = 9; figure_height = 5.4
eval(begin)
table = drawn.'/p1-noteS3.tsv'
findings = 'depth width dropout patches crop stopping'
titles = "'number of layers' 'width of a layer' 'dropout of the inputs' 'patches of a frame' 'crop of the spectrum' 'early stopping'"
# Where too few stacks give no interval, it is drawn empty. Of a change the values alone: layers=1 -> 1; patch=128,crop=64x32 -> 128; schedule=constant,keep=last -> last.
short = "if (f == \"stopping\") sub(/.*=/, \"\", $2); else {sub(/,.*/, \"\", $2); sub(/.*=/, \"\", $2)}"
rows(f, set) = sprintf("< awk -F'\\t' -v f=%s '$1 == f && $4 == \"%s\" {%s; print n++ \"\\t\" $8 \"\\t\" ($9 == \"nan\" ? $8 : $9) \"\\t\" ($10 == \"nan\" ? $8 : $10) \"\\t\" $2}' %s", f, set, short, table)
set multiplot
set yrange [0:*]
set xrange [-0.5:*]
set offsets 0, 0.5, 0, 0
do for [i = 1:6] {
  column = (i - 1) % 3; row = (i - 1) / 3
  set lmargin at screen 0.07 + column * 0.32; set rmargin at screen 0.07 + column * 0.32 + 0.26
  set tmargin at screen 0.93 - row * 0.49; set bmargin at screen 0.93 - row * 0.49 - 0.36
  set title word(titles, i)
  set ylabel (column == 0 ? 'RMSE (µm)' : '') offset 1
  if (i == 1) { set key bottom left } else { unset key }
  plot rows(word(findings, i), 'validation') using 1:2:3:4:xticlabels(5) with yerrorlines linecolor rgb ours pointtype 7 pointsize 0.5 title 'validation', \
       rows(word(findings, i), 'test') using ($1+0.06):2:3:4 with yerrorlines linecolor rgb quiet pointtype 5 pointsize 0.4 title 'test'
}
unset multiplot
