load 'experiments/p2/curves.gp'
eval(figure(9, 9.2))
table = drawn.'/p2-figS4.tsv'
sources = 'input deep-r'
names = "input Deep-R"
n = words(sources)
array colours[2] = [quiet, ours]
samples = 'prostate-red prostate-green prostate-blue'
rows = words(samples)
do for [k = 1:rows] {
  top = 0.94 - (k - 1) * 0.96 / rows
  where(s) = 'sample='.word(samples, k).' source='.word(sources, s)
  do for [c = 1:2] {
    eval(against_z(0.07 + (c - 1) * 0.5, c * 0.5 - 0.02, top - 0.72 / rows, top, c == 1 ? 'abcdef'[k:k] : '', \
      word('ssim rmse', c), within))
    if (c == 1) {
      set key bottom center samplen 1 font ',7'
      set label word('red green blue', k).' light' at graph 0.5, graph 1.05 center
    }
    if (c == 2) { set yrange [0:*] }
    plot for [s = 1:n] table @band, for [s = 1:n] '' @curve title word(names, s)
  }
}
