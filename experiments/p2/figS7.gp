load 'experiments/p2/curves.gp'
load 'experiments/p2/gallery.gp'
eval(figure(10, 7.6))
table = drawn.'/p2-figS7.tsv'
samples = 'nuclei filaments'
# The colours of the paper: the input, and the networks of the other type, of both and of the same.
array colours[4] = ['#1f5fa8', '#1b9e4b', '#c0392b', '#e0a800']
names = "input 'taught the other type' 'taught both' 'taught this type'"
of_sample(k) = word(samples, k)
source(k, s) = s == 1 ? 'input' : s == 2 ? of_sample(3 - k) : s == 3 ? 'both' : of_sample(k)
# a: a field of each type, in focus.
eval(size_of('nuclei'))
px = real(width_px)
part_side = real(part_px) / px
um = px * real(pixel_um)
pitch = 1.03
eval(tiles(0.045, 0.43, 0.69, 0.95, 'a', 2 * pitch - 0.03, 1).own_greys)
do for [k = 1:2] {
  eval(tile(of_sample(k).'-truth', (k - 1) * pitch, -1, 1, px))
  eval(written(of_sample(k), (k - 1) * pitch + 0.03, -0.06))
  eval(bar(um, (k - 1) * pitch + 0.05, -0.95))
}
eval(hung)
# b: the curves.
where(s) = 'sample='.of_sample(k).' source='.source(k, s)
do for [k = 1:2] {
  eval(against_z(0.5 + (k - 1) * 0.26, 0.725 + (k - 1) * 0.26, 0.72, 0.93, k == 1 ? 'b' : '', 'rmse', 0))
  set yrange [0:*]; set ytics 0.2
  if (k == 2) { unset ylabel }
  eval(distinct('fields', table, 'fields', 'sample='.of_sample(k)))
  set label sprintf('%s, %s of %s test fields', of_sample(k), word(fields, 1), p_restored_test) \
    at graph 0.5, graph 1.08 center
  plot @axis, for [s = 1:4] table @band, for [s = 1:4] '' @curve
}
eval(key_row(0.45, 0.99, 0.6))
plot for [s = 1:4] NaN @curve_key title word(names, s)
# c, d: filaments out of focus, and as networks focus them.
shown_as = 'truth input nuclei filaments both'
titles = "'in focus' input 'network taught nuclei' 'network taught filaments' 'network taught both'"
name_of(i) = 'filaments-'.word(shown_as, i).(i == 1 ? '' : '-'.word(z, 1))
do for [row = 1:2] {
  eval(tiles(0.045, 0.99, 0.305 - (row - 1) * 0.3, 0.56 - (row - 1) * 0.28, 'cd'[row:row], 5 * pitch - 0.03, 1))
  do for [i = 1:5] {
    x = (i - 1) * pitch
    eval(tile(name_of(i).(row == 1 ? '' : '-part'), x, -1, 1, row == 1 ? px : 4 * real(part_px)))
    if (row == 1) {
      set label word(titles, i).(i == 2 ? ', z = '.word(z, 1).' µm' : '') at x + 0.5, 0.06 center font ',8'
      eval(framed(x + real(part_x) / px, -real(part_y) / px - part_side, part_side, part_side, 'yellow'))
    }
    if (row == 1 && i > 1) {
      eval(known('filaments', word(shown_as, i), word(z, 1)))
      eval(written(sprintf('SSIM %.2f, RMSE %.2f', real(ssim), real(rmse)), x + 0.03, -0.06))
    }
  }
  eval(bar(row == 1 ? um : um * part_side, 0.05, -0.95))
  eval(hung)
}
