eval(figure(9, 6.2))
rmse(network, sample) = row(drawn.'/p1-fig3.tsv', 'rmse_um', 'trained='.network.' tested='.sample) \
  ."; said = sprintf('RMSE %.2f µm', real(rmse_um))"
eval(picture(0.04, 0.27, 0.56, 0.94, 'a', one.' under the LED'))
plot word(pictures, 1) @image
eval(picture(0.29, 0.52, 0.56, 0.94, '', other.' under the LED'))
plot word(pictures, 2) @image
# Within the band, lambda / na^2, neighbouring planes cannot be distinguished in light from one direction.
half = real(p_lambda) / real(p_na)**2 / 2
defocus(left, right, bottom, top, letter, title) = panel(left, right, bottom, top, letter, title) \
  .axes('true defocus (µm)', 'predicted (µm)')."set xrange [-40:40]; set yrange [-40:40]; set object polygon from \
  -40, -40 - half to 40, 40 - half to 40, 40 + half to -40, -40 + half to -40, -40 - half behind \
  fillcolor rgb '#cccccc' fillstyle solid noborder"
eval(defocus(0.62, 0.97, 0.61, 0.93, 'b', 'trained on '.one.', tested on '.one))
eval(rmse(one, one)); set label said at graph 0.05, graph 0.92
plot word(predictions, 1) @predicted linecolor rgb ours
eval(defocus(0.08, 0.46, 0.09, 0.43, 'c', 'trained on '.one.', tested on '.other))
eval(rmse(one, other)); set label said at graph 0.05, graph 0.92
plot word(predictions, 2) @predicted linecolor rgb published
eval(defocus(0.59, 0.97, 0.09, 0.43, 'd', 'trained on both'))
eval(rmse('both', one)); set label one.': '.said at graph 0.05, graph 0.92 textcolor rgb ours
eval(rmse('both', other)); set label other.': '.said at graph 0.05, graph 0.83 textcolor rgb published
set label 'band: depth of field λ/NA²' at graph 0.55, graph 0.06 textcolor rgb quiet
plot word(predictions, 3) @predicted linecolor rgb ours, word(predictions, 4) @predicted linecolor rgb published
