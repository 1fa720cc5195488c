eval(figure(9, 6.4))
eval(row(drawn.'/p1-fig1-focus.tsv', 'focus_um status', ''))
eval(row(drawn.'/p1-fig1-crop.tsv', 'patch_px crop', ''))
eval(row(drawn.'/p1-fig1-summary.tsv', 'rmse_um', ''))
# a: five planes of the incoherent stack, and its focus curve
eval(picture(0.04, 0.48, 0.81, 0.95, 'a', 'incoherent stack'))
plot montage @image
eval(panel(0.09, 0.47, 0.585, 0.78, '', '').axes('z (µm)', 'sharpness'))
set arrow from real(focus_um), graph 0 to real(focus_um), graph 1 nohead linecolor rgb published linewidth 2
set label sprintf('focus %.2f µm (%s)', real(focus_um), status) at real(focus_um), graph 0.88 offset 1 \
  textcolor rgb published
plot drawn.'/p1-fig1-curve.tsv' using (number('z_um')):(number('score')) with linespoints linecolor rgb ours \
  pointtype 7 pointsize 0.3
# the coherent image, its spectrum with the features marked, and the network
eval(picture(0.53, 0.74, 0.60, 0.95, '', 'one image under the LED'))
plot portrait @image
eval(picture(0.77, 0.98, 0.60, 0.95, '', 'log spectrum, features outlined'))
middle = real(p_size) / 2; bins = real(p_size) / real(patch_px)
if (strstrt(crop, 'x')) { # other crops are not rectangles
  rows = real(crop[1:strstrt(crop, 'x')-1]) * bins; columns = real(crop[strstrt(crop, 'x')+1:*]) * bins
  set object rectangle from middle, middle - rows / 2 to middle + columns, middle + rows / 2 front \
    fillstyle empty border linecolor rgb published linewidth 2
}
set label sprintf('features → dropout %s → %s × dense %s → defocus (µm)', \
  p_fcfnn_train_dropout, p_fcfnn_train_layers, p_fcfnn_train_width) at screen 0.53, 0.55
plot portrait[1:strlen(portrait)-4].'.spectrum.png' @image
# b: prediction against truth on the test stacks, and the remaining defocus after the microscope has moved by the
# prediction
eval(panel(0.09, 0.47, 0.09, 0.43, 'b', 'predicted against true defocus, stacks never trained on'))
eval(axes('true defocus (µm)', 'predicted (µm)'))
set label sprintf('RMSE %.2f µm', real(rmse_um)) at graph 0.05, graph 0.92
plot prediction @predicted linecolor rgb ours, x with lines linecolor rgb quiet
eval(panel(0.58, 0.97, 0.09, 0.43, '', 'what is left after the move').axes('defocus after correction (µm)', 'frames'))
set yrange [0:*]; set style fill solid 0.8; set boxwidth 0.5
bin = "(0.5 * floor((number('target_um') - number('defocus_um')) / 0.5) + 0.25)"
plot prediction using @bin:(1) smooth frequency with boxes linecolor rgb ours
