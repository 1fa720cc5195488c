eval(figure(10, 4.6))
shown = drawn.'/p2-fig6-shown.tsv'
eval(distinct('field', shown, 'stack', ''))
if (words(field)) {
  eval(row(pictures.'/green.tsv', 'pixel_um', ''))
  pitch = side + 8
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
  plot pictures.'/images.png' binary filetype=png origin=(0.5, bottom(2) + 0.5) dx=1 dy=1 with rgbimage, \
    pictures.'/truth.png' binary filetype=png origin=(left(columns) + 0.5, bottom(1) + 0.5) dx=1 dy=1 with rgbimage
}
