load 'experiments/p2/curves.gp'
eval(figure(9, 3.9))
table = drawn.'/p2-figS5.tsv'
sources = 'input'
do for [k = 1:words(ranges)] { sources = sources.' within-'.word(ranges, k) }
array colours[4] = [quiet, published, ours, focused]
named(s) = s == 1 ? 'input' : 'trained for ±'.word(ranges, s - 1).' µm'
where(s) = 'source='.word(sources, s)
eval(distinct('fields', table, 'fields', ''))
do for [c = 1:2] {
  eval(against_z(0.08 + (c - 1) * 0.5, c * 0.5 - 0.02, 0.14, 0.79, 'ab'[c:c], word('rmse ssim', c), 0))
  if (c == 1) { set yrange [0:*] }
  # The range of each network, in its colour.
  do for [k = 1:words(ranges)] {
    r = real(word(ranges, k))
    height = 1.02 + 0.02 * (words(ranges) - k)
    set arrow from -r, graph height to r, graph height nohead linewidth 3 linecolor rgb colours[k + 1]
    do for [side = -1:1:2] {
      set arrow from side * r, graph 0 to side * r, graph height nohead dashtype 3 linecolor rgb colours[k + 1]
    }
  }
  if (c == 1) { set label sprintf('mean and standard deviation of %s of %s test fields', word(fields, 1), \
    p_restored_test) at graph 0.5, graph 1.11 center }
  plot @axis, for [s = 1:4] table @band, for [s = 1:4] '' @curve
}
eval(key_row(0.05, 0.98, 0.93))
plot for [s = 1:4] NaN @curve_key title named(s)
