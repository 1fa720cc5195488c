figure_width = 7; figure_height = 3
eval(begin)
table = drawn.'/p1-tabS1.tsv'
set datafile missing '-'

# Columns of the table: network image_px published_weights weights published_over_weights weights_status
# published_memory_kb memory_kb. A row of it is a row of the picture.
set logscale x
set format x '10^{%L}'
set yrange [4.6:-0.6]
set ytics scale 0
set border 1
set multiplot
set tmargin at screen 0.9; set bmargin at screen 0.2
set lmargin at screen 0.18; set rmargin at screen 0.56
set xlabel 'learnable weights'
set xrange [1e4:1e9]
set key at screen 0.58,0.98 center top horizontal
plot table using 3:0:ytic(strcol(1).', '.strcol(2).' px') with points linecolor rgb published pointtype 6 pointsize 1.3 \
       linewidth 2 title 'Pinkard 2019', \
     table using 4:0 with points linecolor rgb ours pointtype 7 pointsize 0.9 title 'counted'
set lmargin at screen 0.6; set rmargin at screen 0.98
set format y ''
set xlabel 'memory of an example in training (KB)'
set xrange [1:1e6]
unset key
plot table using 7:0 with points linecolor rgb published pointtype 6 pointsize 1.3 linewidth 2, \
     table using 8:0 with points linecolor rgb ours pointtype 7 pointsize 0.9
unset multiplot
