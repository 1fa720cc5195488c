load 'experiments/p2/curves.gp'
table = drawn.'/p2-own.tsv'
shown = drawn.'/p2-own-shown.tsv'
eval(distinct('samples', shown, 'sample', ''))
rows = words(samples)
eval(figure(12, rows ? 2.9 * rows : 1))
names = "input Deep-R"
array colours[2] = [quiet, ours]
do for [k = 1:rows] {
  sample = word(samples, k)
  top = 1 - (k - 0.87) / rows
  bottom = 1 - (k - 0.2) / rows
  png = pictures.'/'.sample.'.png'
  eval(row(beside(png), 'width_px', 'frame=1'))
  eval(distinct('stack', shown, 'stack', 'sample='.sample))
  eval(distinct('planes', beside(png), 'z_um', ''))
  side = real(width_px)
  pitch = side + 8
  n = words(planes) - 1
  eval(picture(0.03, 0.5, 1 - (k - 0.1) / rows, top, '', ''))
  set xrange [0:(n + 1) * pitch - 8]; set yrange [-2 * pitch + 8:0] noextend
  set label stack[2:*] at graph 0, graph 1 offset 0, 2 noenhanced
  set label 'input' at -0.06 * side, -side / 2 center rotate by 90
  set label 'Deep-R' at -0.06 * side, -pitch - side / 2 center rotate by 90
  do for [i = 1:n] {
    at_z = word(planes, i)
    set label sprintf('z = %g µm', real(at_z)) at (i - 0.5) * pitch, 0.06 * side center
    do for [s = 1:2] {
      eval(row(shown, 'ssim', 'source='.word('input deep-r', s).' stack='.word(stack, 1).' z_um='.at_z))
      set label sprintf('SSIM %.2f', real(ssim)) at (i - 1) * pitch + 0.05 * side, -(s - 1) * pitch - 0.9 * side \
        front font ',8' textcolor rgb 'white'
    }
  }
  set label 'in focus' at (n + 0.5) * pitch, 0.06 * side center
  plot png binary filetype=png origin=(0.5, -2 * pitch + 8.5) dx=1 dy=1 with rgbimage
  where(s) = 'sample='.sample.' source='.word('input deep-r', s)
  do for [c = 1:2] {
    eval(against_z(0.32 + c * 0.24, 0.51 + c * 0.24, bottom, top, '', word('ssim rmse', c), inside))
    set xrange [*:*]; set xtics auto
    if (c == 1) {
      set key bottom center samplen 1 font ',7'
      set label 'all test stacks' at graph 0.5, graph 1.08 center
    }
    if (c == 2) { set yrange [0:*] }
    plot @axis, for [s = 1:2] table @band, for [s = 1:2] '' @curve title word(names, s)
  }
}
if (rows == 0) { set label 'no plane in focus that can be trusted in the test stacks' at screen 0.5, 0.5 center
  unset tics; unset border; set yrange [0:1]; set xrange [0:1]; plot -1 }
