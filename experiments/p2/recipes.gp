load 'experiments/p2/curves.gp'
eval(figure(9, 3.6))
table = drawn.'/p2-recipes.tsv'
sources = 'input published ours'
array names[3] = ['input', 'the published recipe, in the same time', 'our recipe']
array colours[3] = [quiet, published, ours]
where(s) = 'source='.word(sources, s)
do for [c = 1:2] {
  eval(against_z(0.07 + (c - 1) * 0.5, c * 0.5 - 0.02, 0.16, 0.92, word('a b', c), word('ssim rmse', c), within))
  if (c == 1) { set key bottom center samplen 1 font ',8' }
  if (c == 2) { set yrange [0:*] }
  plot @axis, for [s = 1:3] table @band, for [s = 1:3] '' @curve title names[s]
}
