eval(figure(9, 6.4))
rmse(network, sample) = row(drawn.'/p1-fig3.tsv', 'rmse_um', 'trained='.network.' tested='.sample) \
  ."said = sprintf('%s: RMSE %.2f µm', '".sample."', real(rmse_um)); "
eval(photo(0.04, 0.275, 0.60, 0.93, 'a', one.' under the LED', word(pictures, 1)))
plot word(pictures, 1) @image
eval(photo(0.30, 0.535, 0.60, 0.93, '', other.' under the LED', word(pictures, 2)))
plot word(pictures, 2) @image
# Within the band, lambda / na^2, neighbouring planes cannot be distinguished in light from one direction.
depth = real(p_lambda) / real(p_na)**2
defocus(left, right, bottom, top, letter, title) = against(left, right, bottom, top, letter, title) \
  ."set yrange [-64:40]; set object polygon from -40, -40 - depth / 2 to 40, 40 - depth / 2 to 40, 40 + depth / 2 \
  to -40, -40 + depth / 2 to -40, -40 - depth / 2 behind fillcolor rgb '#b7dfb9' fillstyle solid noborder; \
  set key at graph 0.98, graph 0.04 right bottom Right noreverse width -2 samplen 1; "
band = "NaN with boxes fillstyle solid noborder linecolor rgb '#b7dfb9' \
  title sprintf('depth of field λ/NA², %.1f µm', depth)"
first = "linecolor rgb ours title said"
second = "linecolor rgb published title said"
eval(defocus(0.63, 0.985, 0.61, 0.93, 'b', 'trained on '.one.', tested on '.one).rmse(one, one))
plot word(predictions, 1) @predicted @first, @band
eval(defocus(0.08, 0.46, 0.09, 0.44, 'c', 'trained on '.one.', tested on '.other).rmse(one, other))
plot word(predictions, 2) @predicted @second, @band
eval(defocus(0.605, 0.985, 0.09, 0.44, 'd', 'trained on both').rmse('both', other)."before = said; ".rmse('both', one))
plot word(predictions, 4) @predicted linecolor rgb published title before, word(predictions, 3) @predicted @first, @band
