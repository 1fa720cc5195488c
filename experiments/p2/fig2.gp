load 'experiments/p2/curves.gp'
load 'experiments/p2/gallery.gp'
eval(figure(10, 8.8))
sources = 'input deep-r'
names = "input Deep-R"
array colours[2] = [quiet, ours]
array inked[2] = ['#1b7837', '#c0392b'] # inside of the range of training, and outside
range = real(within)
inside(z) = abs(real(z)) <= range
eval(size_of('ovary'))
px = real(width_px)
part_side = real(part_px) / px
um = px * real(pixel_um)
pitch = 1.04
# a: the whole field at the z nearest to the edges of the range, and in focus.
wanted = sprintf('%g %g %g %g', -range, -0.6 * range, 0.6 * range, range)
nearest(x) = (best = word(z, 1), sum [i = 1:words(z)] (abs(real(word(z, i)) - x) < abs(real(best) - x) - 1e-9 \
  ? (best = word(z, i), 1) : 0), best)
at = ''
do for [k = 1:4] { at = including(at, nearest(real(word(wanted, k)))) }
eval(tiles(0.03, 0.73, 0.635, 0.955, 'a', 5 * pitch - 0.04, 2 * pitch - 0.04).own_greys)
do for [k = 1:words(at)] { do for [s = 1:2] {
  x = (k - 1) * pitch; y = -(s - 1) * pitch - 1
  eval(tile(sprintf('ovary-%s-%s', word(sources, s), word(at, k)), x, y, 1, px))
  eval(known('ovary', word(sources, s), word(at, k)))
  eval(written(sprintf('SSIM %.2f, RMSE %.2f', real(ssim), real(rmse)), x + 0.03, y + 0.94))
  if (s == 1) { set label sprintf('z = %s µm', word(at, k)) at x + 0.5, 0.07 center }
} }
do for [s = 1:2] { set label word(names, s) at -0.05, -(s - 1) * pitch - 0.5 center rotate by 90 }
set label 'in focus' at 4 * pitch + 0.5, -0.5 * pitch + 0.07 center
eval(tile('ovary-truth', 4 * pitch, -0.5 * pitch - 1, 1, px))
eval(bar(um, 4 * pitch + 0.05, -0.5 * pitch - 0.95))
# A part of it is enlarged.
down = real(part_y) / px + part_side
eval(framed(4 * pitch + real(part_x) / px, -0.5 * pitch - down, part_side, part_side, 'yellow'))
set label "yellow: enlarged below" at 4 * pitch, -0.5 * pitch - 1.07 font ',7'
eval(hung)
# The curves: of this field, and of all.
shaded(column) = sprintf("set object 1 rectangle from -%g, graph 0 to %g, graph 1 behind fillcolor rgb '#e8f3e8' \
  fillstyle solid noborder; set object 2 rectangle from -10, graph 0 to -%g, graph 1 behind fillcolor rgb '#f9e8e6' \
  fillstyle solid noborder; set object 3 rectangle from %g, graph 0 to 10, graph 1 behind fillcolor rgb '#f9e8e6' \
  fillstyle solid noborder; set yrange [0:%s]; ", range, range, range, range, column eq 'ssim' ? '1' : '*')
where(s) = 'sample=ovary source='.word(sources, s)
table = drawn.'/p2-fig2.tsv'
do for [c = 1:2] {
  column = word('ssim rmse', c)
  eval(against_z(0.795, 0.99, c == 1 ? 0.825 : 0.675, c == 1 ? 0.945 : 0.79, '', column, 0).shaded(column))
  if (c == 1) { set ytics 0.5 } else { set ytics 0.2 }
  if (c == 1) { unset xlabel; set format x ''; set label 'the field in a and b' at graph 0.5, graph 1.1 center }
  plot @axis, for [s = 1:2] shown @curve
}
# b: the part through focus.
eval(tiles(0.03, 0.995, 0.345, 0.585, 'b', (words(z) + 1) * pitch - 0.04, 2 * pitch - 0.04))
below(i) = real(word(z, i)) < 0
do for [i = 1:words(z)] { do for [s = 1:2] {
  x = (i - 1 + !below(i)) * pitch; y = -(s - 1) * pitch - 1
  eval(tile(sprintf('ovary-%s-%s-part', word(sources, s), word(z, i)), x, y, 1, 4 * real(part_px)))
  eval(framed(x + 0.01, y + 0.01, 0.98, 0.98, inked[1 + !inside(word(z, i))]))
  if (s == 1) {
    set label sprintf('z = %s µm', word(z, i)) at x + 0.5, 0.09 center textcolor rgb inked[1 + !inside(word(z, i))]
  }
} }
middle = sum [i = 1:words(z)] below(i)
eval(tile('ovary-truth-part', middle * pitch, -0.5 * pitch - 1, 1, 4 * real(part_px)))
set label 'in focus' at middle * pitch + 0.5, -0.5 * pitch + 0.09 center
eval(bar(um * part_side, middle * pitch + 0.08, -0.5 * pitch - 0.92))
do for [s = 1:2] { set label word(names, s) at -0.1, -(s - 1) * pitch - 0.5 center rotate by 90 }
eval(hung)
# c: all test fields.
eval(distinct('fields', table, 'fields', ''))
do for [c = 1:2] {
  column = word('ssim rmse', c)
  eval(against_z(0.07 + (c - 1) * 0.5, c * 0.5 - 0.02, 0.06, 0.29, c == 1 ? 'c' : '', column, 0).shaded(column))
  if (c == 1) { set key at graph 0.02, graph 0.98 left top samplen 1 font ',8' }
  set label sprintf('%s of %s test fields: mean and standard deviation', word(fields, 1), p_restored_test) \
    at graph 0.5, graph 1.06 center
  plot @axis, for [s = 1:2] table @band, for [s = 1:2] '' @curve title word(names, s)
}
