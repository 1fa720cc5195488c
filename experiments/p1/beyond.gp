figure_width = 8; figure_height = 3.6
eval(begin)
table = drawn.'/p1-beyond.tsv'
# Columns: recipe sample set frames groups blank rmse_um rmse_low_um rmse_high_um; of the other table: recipe tested frames
# ok edge low_confidence blank.
rows(recipe) = sprintf("< awk -F'\\t' '$1 == \"%s\" {print ($3 == \"test\") \"\\t\" $7 \"\\t\" ($8 == \"nan\" ? $7 : $8) \"\\t\" ($9 == \"nan\" ? $7 : $9)}' %s", recipe, table)
flagged(recipe) = sprintf("< awk -F'\\t' '$1 == \"%s\" {print n++ \"\\t\" 100 * $6 / $3 \"\\t\" $2}' %s/p1-beyond-unseen.tsv", recipe, drawn)
both = system(sprintf('test -e %s/p1-beyond-unseen.tsv && echo 1 || echo 0', drawn)) + 0
set multiplot
set style fill solid 0.7
set key top right
set lmargin at screen 0.08; set rmargin at screen 0.46; set tmargin at screen 0.94; set bmargin at screen 0.13
set xrange [-0.6:1.6]; set yrange [0:*]
set xtics ('validation stacks' 0, 'test stacks' 1) scale 0
set ylabel 'RMSE of predicted defocus (µm)'
array names[3] = ['published', 'recropped', 'ours']
array titles[3] = ['published recipe and crop', 'published recipe, our crop', 'our recipe and crop']
array colours[3] = [published, '#f2b27f', ours]
set yrange [0:*]; set offsets 0, 0, graph 0.35, 0
plot for [i = 1:3] rows(names[i]) using ($1 + (i - 2) * 0.26):2:(0.24) with boxes linecolor rgb colours[i] title titles[i], \
     for [i = 1:3] rows(names[i]) using ($1 + (i - 2) * 0.26):2:3:4 with yerrorbars pointtype 0 pointsize 0 linecolor rgb 'black'
set offsets 0, 0, 0, 0
if (both) {
  set lmargin at screen 0.58; set rmargin at screen 0.97
  set xtics auto scale 0
  set yrange [0:100]
  set key top left
  set ylabel 'frames called low-confidence (%)'
  plot flagged('published') using ($1-0.17):2:(0.3) with boxes linecolor rgb published title 'published recipe', \
       flagged('ours') using ($1+0.17):2:(0.3) with boxes linecolor rgb ours title 'our recipe', \
       '' using 1:(0):xticlabels(3) with points pointtype 0 pointsize 0
}
unset multiplot
