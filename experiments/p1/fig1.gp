figure_width = 9; figure_height = 6.4
eval(begin)
images = out.'/p1-fig1/'
cell(table, column) = system(sprintf("awk -F'\\t' 'NR == 2 {print $%d}' %s/p1-fig1-%s.tsv", column, drawn, table))
focus_um = real(cell('focus', 3))
status = cell('focus', 6)
patch_px = real(cell('crop', 3))
crop_shape = cell('crop', 4)
rmse = real(cell('summary', 4))

set multiplot

# a: five planes of the incoherent stack and its focus curve
set label 1 'a' at screen 0.01, 0.97 font ',14'
set label 2 'incoherent stack' at screen 0.04, 0.97
unset border; unset tics; unset grid
set lmargin at screen 0.03; set rmargin at screen 0.48; set tmargin at screen 0.95; set bmargin at screen 0.81
set size ratio -1
plot images.'incoherent.png' binary filetype=png with rgbimage
unset label 1; unset label 2

set size noratio
set border 3; set tics nomirror out; set grid
set lmargin at screen 0.09; set rmargin at screen 0.47; set tmargin at screen 0.79; set bmargin at screen 0.585
set xlabel 'z (µm)' offset 0,0.3; set ylabel 'sharpness'
set arrow 1 from focus_um, graph 0 to focus_um, graph 1 nohead linecolor rgb published linewidth 2
set label 1 sprintf('focus %.2f µm (%s)', focus_um, status) at focus_um, graph 0.88 offset 1 textcolor rgb published
plot drawn.'/p1-fig1-curve.tsv' using 2:3 with linespoints linecolor rgb ours pointtype 7 pointsize 0.3
unset arrow 1; unset label 1

# the coherent image, its spectrum, and in it the features
set label 2 'one image under the LED' at screen 0.53, 0.97
set label 3 'log spectrum, features outlined' at screen 0.77, 0.97
unset border; unset tics; unset grid; unset xlabel; unset ylabel
set size ratio -1
set lmargin at screen 0.53; set rmargin at screen 0.74; set tmargin at screen 0.95; set bmargin at screen 0.62
plot images.'coherent.png' binary filetype=png with rgbimage
unset label 2; unset label 3
set lmargin at screen 0.77; set rmargin at screen 0.98
side = real(p_size)
if (crop_shape ne 'circles') { \
  rows = real(crop_shape[1:strstrt(crop_shape, 'x')-1]) * side / patch_px; \
  columns = real(crop_shape[strstrt(crop_shape, 'x')+1:*]) * side / patch_px; \
  set object 1 rectangle from side/2, side/2-rows/2 to side/2+columns, side/2+rows/2 front \
    fillstyle empty border linecolor rgb published linewidth 2 }
plot images.'spectrum.png' binary filetype=png with rgbimage
unset object 1

# the network, drawn
set lmargin at screen 0.53; set rmargin at screen 0.98; set tmargin at screen 0.60; set bmargin at screen 0.50
set size noratio
set xrange [0:1]; set yrange [0:1]
set label 5 sprintf('features → dropout %s → %s × dense %s → defocus (µm)', p_dropout, p_layers, p_width) \
  at 0.0, 0.5
plot NaN
unset label 5
set xrange [*:*]; set yrange [*:*]

# b: prediction against truth on the test stacks
set label 1 'b' at screen 0.01, 0.47 font ',14'
set label 2 'predicted against true defocus, stacks never trained on' at screen 0.04, 0.47
set border 3; set tics nomirror out; set grid
set lmargin at screen 0.09; set rmargin at screen 0.47; set tmargin at screen 0.43; set bmargin at screen 0.09
set xlabel 'true defocus (µm)'; set ylabel 'predicted (µm)' offset 1
set label 3 sprintf('RMSE %.2f µm', rmse) at graph 0.05, graph 0.92
plot drawn.'/p1-fig1-prediction.tsv' using 7:2 with points pointtype 7 pointsize 0.15 linecolor rgb ours, \
     x with lines linecolor rgb quiet
unset label 1; unset label 2; unset label 3

# and the same after the microscope has moved by the prediction
set label 2 'what is left after the move' at screen 0.55, 0.47
set lmargin at screen 0.58; set rmargin at screen 0.97
set xlabel 'defocus after correction (µm)'; set ylabel 'frames'
bin(x) = 0.5 * floor(x / 0.5) + 0.25
set yrange [0:*]
set style fill solid 0.8
plot drawn.'/p1-fig1-prediction.tsv' using (bin($7-$2)):(1) smooth frequency with boxes linecolor rgb ours
unset multiplot
