eval(figure(10, 4.6))
shown = drawn.'/p2-fig6-shown.tsv'
eval(distinct('field', shown, 'stack', ''))
if (words(field)) {
  eval(row(pictures.'/limits.tsv', 'pixel_um', ''))
  pitch = 1.04 * side
  columns = words(z) + 1
  eval(picture(0.03, 0.995, 0.02, 0.92, '', ''))
  set xrange [0:columns * pitch]; set yrange [-2 * pitch:0] noextend
  left(i) = (i - 1) * pitch
  bottom(k) = -(k - 1) * pitch - side
  set label 'input' at -0.06 * side, bottom(1) + side / 2 center rotate by 90
  set label 'Deep-R' at -0.06 * side, bottom(2) + side / 2 center rotate by 90
  set for [i = 1:words(z)] label sprintf('z = %s µm', word(z, i)) at left(i) + side / 2, 0.07 * side center
  set label 'in focus' at left(columns) + side / 2, 0.07 * side center
  set arrow from left(columns) + side, -1.08 * side rto -20 / real(pixel_um), 0 nohead linewidth 3
  set label '20 µm ' at left(columns) + side - 20 / real(pixel_um), -1.08 * side right
  set label sprintf("prostate, stained, %s\n\nin each image its SSIM and RMSE,\nmeans of the three colours", field) \
    at left(columns), -1.2 * side font ',7'
  methods = 'input deep-r'
  mean(name, where) = sprintf("stats [*:*][*:*] '%s' using (only('%s', number('%s'))) name 'of' nooutput; ", \
    shown, where, name)
  do for [k = 1:2] { do for [i = 1:words(z)] {
    at_z = 'source='.word(methods, k).' z_um='.word(z, i)
    eval(mean('ssim', at_z)); ssim = of_mean
    eval(mean('rmse', at_z))
    set label sprintf('SSIM %.2f, RMSE %.2f', ssim, of_mean) at left(i) + 0.03 * side, bottom(k) + 0.95 * side \
      front font ',7'
  } }
  file(j) = sprintf('%s/%s.rgb', pictures, j > 2 * words(z) ? 'truth' : word(methods, j_row(j)).word(z, j_column(j)))
  j_row(j) = j > 2 * words(z) ? 1 : 1 + (j - 1) / words(z)
  j_column(j) = j > 2 * words(z) ? columns : 1 + (j - 1) % words(z)
  lit(x) = x < 0 ? 0 : x > 255 ? 255 : x
  plot for [j = 1:2 * words(z) + 1] file(j) using (left(j_column(j)) + int(column(0)) % side + 0.5): \
    (bottom(j_row(j)) + side - int(column(0)) / side - 0.5): \
    (lit(number('red'))):(lit(number('green'))):(lit(number('blue'))) with rgbimage
}
