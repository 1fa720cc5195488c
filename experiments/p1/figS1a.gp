figure_width = 7; figure_height = 5
eval(begin)
table = drawn.'/p1-figS1a.tsv'
shown = system(sprintf("awk -F'\\t' '$1 == \"p1-figS1a\" {print $3}' experiments/p1/published.tsv | sed -n '1p;6p;8p;10p'"))
set multiplot
unset border; unset tics; unset grid
set size ratio -1
do for [i = 1:4] {
  set title sprintf('NA %s', word(shown, i)) offset 0,-0.6
  set lmargin at screen 0.09 + (i - 1) * 0.225; set rmargin at screen 0.09 + (i - 1) * 0.225 + 0.205
  set tmargin at screen 0.94; set bmargin at screen 0.66
  plot sprintf('%s/p1-figS1a/%s.png', out, word(shown, i)) binary filetype=png with rgbimage
}
unset title
set size noratio
set border 3; set tics nomirror out; set grid
set lmargin at screen 0.09; set rmargin at screen 0.97; set tmargin at screen 0.61; set bmargin at screen 0.11
set xlabel 'NA of the LED'; set ylabel 'RMSE of predicted defocus (µm)'
set xrange [0:1]; set yrange [0:*]
set arrow 1 from real(p_na), graph 0 to real(p_na), graph 1 nohead linecolor rgb quiet dashtype 2
set label 1 'darkfield' at real(p_na), graph 0.05 offset 0.5 textcolor rgb quiet
# Columns: led_na fold stacks max_steps set groups rmse_um.
plot table using 1:7 smooth unique with lines linecolor rgb ours linewidth 2 title 'ours, mean of the folds', \
     table using 1:7 with points pointtype 7 pointsize 0.4 linecolor rgb ours, \
     "< awk -F'\\t' '$1 == \"p1-figS1a\"' experiments/p1/published.tsv" using 3:4 with linespoints \
       linecolor rgb published pointtype 6 title 'Pinkard 2019'
unset multiplot
