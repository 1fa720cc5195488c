eval(figure(10, 8))
eval(row(drawn.'/p1-fig1-focus.tsv', 'stack focus_um', ''))
eval(row(drawn.'/p1-fig1-crop.tsv', 'shape patch_px crop pixel_um na lambda_um led_na_x led_na_y', ''))
eval(row(drawn.'/p1-fig1-summary.tsv', 'rmse_um', ''))
na = real(na); led_x = real(led_na_x); led_y = real(led_na_y); reach = nyquist(real(lambda_um), real(pixel_um))
# a, left: the microscope from the side. The dome of LEDs, of radius 1, is seen a little from above.
high(x, y) = 0.94 * sqrt(1 - x**2 - y**2) - 0.34 * x
eval(picture(0.035, 0.285, 0.50, 0.93, 'a', 'training: two stacks of each position'))
set xrange [-1.05:1.05]; set yrange [-1.7:2]; set key at graph 0, graph 1 left top samplen 1
eval(specimen(0, 0).objective(0, -0.22).box(0, -1.55, 0.6, 0.2, '#444444'))
set arrow from led_y, high(led_x, led_y) to 0, 0.03 nohead linecolor rgb published linewidth 1.5
set arrow from 0, -0.82 to 0, -1.45 nohead linecolor rgb quiet dashtype 2
set arrow from -0.7, -0.15 to -0.7, 0.15 heads size screen 0.006,25 dashtype solid
set label 'z' at -0.82, 0; set label 'specimen' at 0.6, 0
set label sprintf('objective, NA %g', na) at 0.36, -0.6; set label 'camera' at 0.36, -1.55
height = "(high(number('led_na_x'), number('led_na_y'))) with points pointtype 7"
plot 'experiments/p1/dome.tsv' using (number('led_na_y')):@height pointsize 0.2 linecolor rgb '#bbbbbb' \
       title 'LEDs of the dome', \
     'experiments/p1/patterns.tsv' using (only('pattern=19', number('led_na_y'))):@height pointsize 0.35 \
       linecolor rgb ours title 'half annulus: incoherent light', \
     '+' using (led_y):(high(led_x, led_y)) with points pointtype 7 pointsize 0.8 linecolor rgb published \
       title sprintf('one LED, NA %+.2f: coherent light', led_y)
# a, middle: five planes of the incoherent stack, and its focus curve
eval(row(beside(montage), 'pixel_um width_px', 'frame=1').distinct('planes', beside(montage), 'z_um', ''))
eval(picture(0.335, 0.635, 0.85, 0.93, '', 'incoherent stack').scale_bar('1.22'))
set for [i = 1:words(planes)] label sprintf('%g', real(word(planes, i))).(i == 1 ? ' µm' : '') \
  at graph (i - 0.5) / words(planes), graph -0.2 center
plot montage @image
eval(panel(0.375, 0.625, 0.58, 0.79, '', '').axes('z (µm)', 'sharpness')); set offsets 0, 0, graph 0.25, 0
set arrow from real(focus_um), graph 0 to real(focus_um), graph 1 nohead linecolor rgb published
set label sprintf(' focus %.2f µm', real(focus_um)) at real(focus_um), graph 0.93 textcolor rgb published
plot drawn.'/p1-fig1-curve.tsv' using (number('z_um')):(number('score')) with linespoints linecolor rgb ours \
  pointtype 7 pointsize 0.3
# a, right: one coherent image, its spectrum with the features marked, and the network
eval(photo(0.69, 0.83, 0.755, 0.93, '', 'coherent stack', portrait))
plot portrait @image
transform = portrait[1:strlen(portrait) - 4].'.spectrum.png'
eval(spectrum(0.855, 0.995, 0.755, 0.93, '', 'its spectrum', transform).axes('', ''))
unset tics; bin = 2 * reach / real(patch_px)
if (strstrt(crop, 'x')) { # other crops are not rectangles
  rows = real(crop[1:strstrt(crop, 'x')-1]) * bin; columns = real(crop[strstrt(crop, 'x')+1:*]) * bin
  set object rectangle from 0, -rows / 2 to columns, rows / 2 front fillstyle empty border rgb 'yellow' linewidth 2
}
plot transform @spectral
eval(picture(0.69, 0.995, 0.53, 0.71, '', '').box(0.6, 0, 0.5, 4.4, '#ffff99').box(8.9, 0, 0.3, 0.7, '#f2b27f'))
set size noratio; set xrange [0:10]; set yrange [-3:3]
do for [i = 0:4] { eval(box(3.2 + i, 0, 0.35, 2.6, glass)) }
set arrow from 1.1, 0 to 2.8, 0 size screen 0.006,25; set arrow from 7.6, 0 to 8.6, 0 size screen 0.006,25
set label 'features' at 0.3, 2.7; set label 'dropout '.p_fcfnn_train_dropout at 1.9, 0.5 center font ',8'
set label p_fcfnn_train_layers.' layers of '.p_fcfnn_train_width at 5.2, 1.9 center
set label shape[strstrt(shape, 'x') + 1:strstrt(shape, ' ')] at 0.3, -2.8; set label 'defocus' at 8.9, 0.9 center
plot NaN
# b: one image gives the defocus, and the stage moves by it
eval(row(prediction, 'defocus_um target_um', 'stack='.stack.' z_um='.z_um))
eval(picture(0.035, 0.445, 0.05, 0.41, 'b', 'use: one image, one move'))
set xrange [-1:3]; set yrange [-1.4:1.6]; away = real(target_um) < 0 ? 0.55 : -0.12
eval(objective(0, -0.22).objective(2, -0.22).specimen(0, away).specimen(2, 0))
set arrow from -0.7, 0 to 2.7, 0 nohead front linecolor rgb published dashtype 2
set arrow from 0.75, away to 0.75, 0.02 size screen 0.008,20 linewidth 2 linecolor rgb ours
set label 'plane in focus' at 1, -0.16 center textcolor rgb published
set label sprintf('image → spectrum → network → move by %.1f µm', real(defocus_um)) at 1, 1.25 center textcolor rgb ours
do for [i = 0:1] {
  set label sprintf('%.1f µm from focus', i * real(defocus_um) - real(target_um)) at 2 * i, -1.05 center
}
plot NaN
eval(against(0.55, 0.95, 0.09, 0.40, '', 'stacks never trained on'))
set label sprintf('RMSE %.2f µm', real(rmse_um)) at graph 0.05, graph 0.92
plot prediction @predicted linecolor rgb ours, x with lines linecolor rgb quiet
