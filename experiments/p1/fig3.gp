figure_width = 9; figure_height = 6.2
eval(begin)
images = out.'/p1-fig3/'
one = p_sample; other = system(sprintf("awk -F'\\t' 'NR == 3 {print $2}' %s/p1-fig3.tsv", drawn))
# Where one plane can be told from the next in light of one direction: lambda / na^2.
depth_of_field = real(p_lambda) / real(p_na)**2
rmse(row) = real(system(sprintf("awk -F'\\t' 'NR == %d {print $6}' %s/p1-fig3.tsv", row + 1, drawn)))

set multiplot
set label 1 'a' at screen 0.01, 0.97 font ',14'
set label 2 one.' and '.other.' under the LED' at screen 0.04, 0.97
unset border; unset tics; unset grid
set size ratio -1
set lmargin at screen 0.04; set rmargin at screen 0.27; set tmargin at screen 0.94; set bmargin at screen 0.56
plot images.'one.png' binary filetype=png with rgbimage
unset label 1; unset label 2
set lmargin at screen 0.29; set rmargin at screen 0.52
plot images.'other.png' binary filetype=png with rgbimage

set size noratio
set border 3; set tics nomirror out; set grid
set xrange [-40:40]; set yrange [-40:40]
set key left top
set xlabel 'true defocus (µm)'; set ylabel 'predicted (µm)' offset 1

set label 1 'b' at screen 0.55, 0.97 font ',14'
set label 2 'trained on '.one.', tested on '.one at screen 0.58, 0.97
set label 3 sprintf('RMSE %.2f µm', rmse(1)) at graph 0.05, graph 0.92
set lmargin at screen 0.62; set rmargin at screen 0.97; set tmargin at screen 0.93; set bmargin at screen 0.61
plot '+' using 1:($1-depth_of_field/2):($1+depth_of_field/2) with filledcurves linecolor rgb '#cccccc', \
  drawn.'/p1-fig3-one-one.tsv' using 7:2 with points pointtype 7 pointsize 0.12 linecolor rgb ours

set label 1 'c' at screen 0.01, 0.47 font ',14'
set label 2 'trained on '.one.', tested on '.other at screen 0.04, 0.47
set label 3 sprintf('RMSE %.2f µm', rmse(2)) at graph 0.05, graph 0.92
set lmargin at screen 0.08; set rmargin at screen 0.46; set tmargin at screen 0.43; set bmargin at screen 0.09
plot '+' using 1:($1-depth_of_field/2):($1+depth_of_field/2) with filledcurves linecolor rgb '#cccccc', \
  drawn.'/p1-fig3-one-other.tsv' using 7:2 with points pointtype 7 pointsize 0.12 linecolor rgb published

set label 1 'd' at screen 0.52, 0.47 font ',14'
set label 2 'trained on both' at screen 0.55, 0.47
set label 3 sprintf('%s: RMSE %.2f µm', one, rmse(3)) at graph 0.05, graph 0.92 textcolor rgb ours
set label 4 sprintf('%s: RMSE %.2f µm', other, rmse(4)) at graph 0.05, graph 0.83 textcolor rgb published
set label 5 'band: depth of field λ/NA²' at graph 0.55, graph 0.06 textcolor rgb quiet
set lmargin at screen 0.59; set rmargin at screen 0.97
plot '+' using 1:($1-depth_of_field/2):($1+depth_of_field/2) with filledcurves linecolor rgb '#cccccc', \
  drawn.'/p1-fig3-both-one.tsv' using 7:2 with points pointtype 7 pointsize 0.12 linecolor rgb ours, \
  drawn.'/p1-fig3-both-other.tsv' using 7:2 with points pointtype 7 pointsize 0.12 linecolor rgb published
unset multiplot
