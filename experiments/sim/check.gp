figure_width = 9; figure_height = 8.4
eval(begin)
set key left bottom
images = out.'/sim-check/'
summary(row, column) = system(sprintf("awk -F'\\t' 'NR == %d {print $%d}' %s/sim-check.tsv", row + 2, column, drawn))
rows(table, row, source) = sprintf("< awk -F'\\t' '$NF == \"%s\" && $(NF-1) == \"%s\"' %s/sim-check-%s.tsv", \
  source, summary(row, 1), drawn, table)
left(i) = 0.07 + 0.235 * i

set multiplot
do for [i = 0:3] {
  set lmargin at screen left(i); set rmargin at screen left(i) + 0.2
  # real above simulated, with the same black and white
  set label 1 summary(i, 1) at screen left(i), 0.975
  if (i == 0) { set label 2 'real' at screen 0.045, 0.85 rotate center; set label 3 'simulated' at screen 0.045, 0.635 rotate center }
  set tmargin at screen 0.955; set bmargin at screen 0.52
  set size ratio -1; unset border; unset tics; unset grid; unset xlabel; unset ylabel; unset logscale; set xrange [*:*]; set yrange [*:*]
  plot images.i.'.png' binary filetype=png with rgbimage
  unset label 1; unset label 2; unset label 3

  set size noratio; set border 3; set tics nomirror out; set grid; set xtics nomirror; set ytics nomirror
  set tmargin at screen 0.49; set bmargin at screen 0.32
  set xlabel 'counts' offset 0, 0.5; if (i == 0) { set ylabel 'share of the pixels' offset 1 }
  set logscale y; set format y '10^{%L}'; set ytics 100; set yrange [1e-6:1]; set xrange [0:(i < 2 ? 250 : 130)]; set xtics 0, (i < 2 ? 100 : 50)
  set label 1 sprintf('sd/mean %.2f, %.2f', real(summary(i, 2)), real(summary(i, 3))) at graph 0.98, 0.92 right
  plot rows('histogram', i, 'real') using 2:4 with lines linecolor rgb published linewidth 2, \
       rows('histogram', i, 'simulated') using 2:4 with lines linecolor rgb ours linewidth 1.5
  unset label 1; unset logscale; set format y '%g'

  set tmargin at screen 0.25; set bmargin at screen 0.07
  set xlabel 'cycles a pixel' offset 0, 0.5; if (i == 0) { set ylabel 'mean of ln power' offset 1 }
  set xrange [0.004:0.5]; set logscale x; set xtics (0.005, 0.05, 0.5); set yrange [*:*]; set ytics 2
  set label 1 sprintf('rms difference %.2f', real(summary(i, 4))) at graph 0.98, 0.92 right
  plot rows('spectrum', i, 'real') using 2:3 with lines linecolor rgb published linewidth 2 title (i == 0 ? 'real' : ''), \
       rows('spectrum', i, 'simulated') using 2:3 with lines linecolor rgb ours linewidth 1.5 title (i == 0 ? 'simulated' : '')
  unset label 1
}
unset multiplot
