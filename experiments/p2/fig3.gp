load 'experiments/p2/curves.gp'
eval(figure(10, 10.4))
table = drawn.'/p2-fig3.tsv'
shown = drawn.'/p2-fig3-shown.tsv'
eval(distinct('fields', shown, 'stack', ''))
rows = words(fields) * words(z)
if (rows) {
  eval(row(beside(pictures.'/images.png'), 'width_px pixel_um', 'frame=1'))
  eval(row(pictures.'/differences.tsv', 'white', 'frame=1'))
  side = real(width_px)
  pitch = side + 8
  edge = 10 # pixels that are not compared
  black = 0
  eval(picture(0.04, 0.93, 0.27, 0.965, 'a', '').own_greys)
  set xrange [0:5 * pitch - 8]; set yrange [-4 * pitch:0] noextend
  left(i) = (i - 1) * pitch
  bottom(k) = -(k - 1) * pitch - side
  titles = "input Deep-R 'in focus' '|input - in focus|' '|Deep-R - in focus|'"
  set for [i = 1:5] label word(titles, i) at left(i) + side / 2, 0.06 * side center
  um = 20 / real(pixel_um)
  set arrow from 0.05 * side, bottom(1) + 0.06 * side rto um, 0 nohead linewidth 3 linecolor rgb 'white' front
  set label '20 µm' at 0.05 * side, bottom(1) + 0.13 * side front font ',8' textcolor rgb 'white'
  do for [k = 1:rows] {
    field = word(fields, (k - 1) / words(z) + 1)
    at_z = word(z, (k - 1) % words(z) + 1)
    set label sprintf('%s, z = %s µm', field, at_z) at -0.08 * side, bottom(k) + side / 2 center rotate by 90 \
      noenhanced
    do for [i = 1:2] {
      eval(row(shown, 'ssim rmse', 'source='.word('input deep-r', i).' stack='.field.' z_um='.at_z))
      set label sprintf("SSIM %.2f\nRMSE %.2f", real(ssim), real(rmse)) \
        at left(3 + i) + 0.07 * side, bottom(k) + 0.88 * side front font ',8' textcolor rgb 'white'
    }
  }
  set palette defined (0 '#000004', 0.25 '#57106e', 0.5 '#bc3754', 0.75 '#f98e09', 1 '#fcffa4')
  eval(scale(0.93, 0.27, 0.965, 'standard deviations of the plane in focus'))
  set cbrange [0:real(white)]
  difference(j) = sprintf('%s/difference%d.png', pictures, j)
  plot pictures.'/images.png' binary filetype=png origin=(0.5, bottom(rows) + 0.5) dx=1 dy=1 with rgbimage, \
    for [j = 1:2 * rows] difference(j) binary filetype=png \
      origin=(left(4 + (j - 1) % 2) + edge + 0.5, bottom((j + 1) / 2) + edge + 0.5) dx=1 dy=1 @graded
  unset colorbox
}
# All test fields whose plane in focus is trusted.
eval(distinct('many', table, 'fields', ''))
of_all = sprintf('%s of %s test fields', word(many, 1), p_restored_test)
names = "input Deep-R"
array colours[2] = [quiet, ours]
where(s) = 'source='.word('input deep-r', s)
do for [c = 1:2] {
  eval(against_z(0.08 + (c - 1) * 0.5, c * 0.5 - 0.04, 0.05, 0.22, c == 1 ? 'b' : '', word('ssim rmse', c), within))
  if (c == 1) { set key bottom center samplen 1 font ',7'; set label of_all at graph 0.5, graph 1.08 center }
  if (c == 2) { set yrange [0:*] }
  plot @axis, for [s = 1:2] table @band, for [s = 1:2] '' @curve title word(names, s)
}
