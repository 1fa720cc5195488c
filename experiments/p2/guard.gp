load 'experiments/p2/curves.gp'
eval(figure(10, 4.2))
table = drawn.'/p2-guard.tsv'
novelty = drawn.'/p2-guard-novelty.tsv'
# a: each network, sample and zone is a point; above the line more is flagged than wrong. Points that lie at the same
# place are moved apart a little.
array groups[3] = ['kind=own range=inside', 'kind=own range=beyond', 'kind=other']
array titles[3] = ['own kind, within the range', 'own kind, beyond the range', 'another kind']
array shades[3] = [ours, published, focused]
eval(panel(0.06, 0.38, 0.14, 0.86, 'a', 'each network, sample and zone of |z| (µm)').axes( \
  'wrong by twice (% of images)', 'low-confidence (% of images)'))
set xrange [-4:104]; set yrange [-4:104]; set xtics 25; set ytics 25
set key at graph 0.02, graph 0.99 top left Left reverse samplen 0.5 font ',8'
set arrow from 0, 0 to 100, 100 nohead dashtype 2 linecolor rgb quiet
apart(k) = (k - 2) * 1.2
# What is wrong more often than it is flagged, by 5 % or more, is numbered, and named in a list.
missed(row) = number('flagged') < number('wrong') - 5 ? number('wrong') : NaN
named_by(row) = sprintf('%s on %s, %s–%s', text('network'), text('sample'), text('low_um'), text('high_um'))
is_missed(x) = missed(0) == missed(0)
plot n = 0, table using (missed(0)):(number('flagged')):(is_missed(0) ? sprintf('%d', n = n + 1) : '') \
    with labels offset 0, 0.7 font ',8' notitle, \
  n = 0, '' using (is_missed(0) ? (n = n + 1, 8) : NaN):(86 - 4.6 * n):(sprintf('%d  %s', n, named_by(0))) \
    with labels left font ',7' notitle, \
  for [k = 1:3] table using (only(groups[k], number('wrong') + apart(k))):(number('flagged')) \
  with points pointtype 7 pointsize 0.9 linecolor rgb shades[k] title titles[k]
# b, c: the novelty by z, on samples of the own kind and on others.
array colours[4] = [ours, published, focused, quiet]
curves = '"network=breast sample=breast" "network=ovary sample=ovary" "network=ovary-2 sample=ovary" \
  "network=breast sample=beads-breast"'
named = '"breast ±5 µm" "ovary ±5 µm" "ovary ±2 µm" "that of breast on beads"'
kinds = '"network=nuclei sample=nuclei" "network=nuclei sample=filaments" "network=nuclei sample=breast" \
  "network=filaments sample=filaments"'
kinds_named = '"nuclei" "that of nuclei on filaments" "that of nuclei on breast" "filaments"'
do for [c = 1:2] {
  eval(against_z(0.44 + (c - 1) * 0.29, 0.68 + (c - 1) * 0.29, 0.14, 0.86, 'bc'[c:c], 'novelty', c == 1 ? 5 : 10))
  if (c == 1) { set ylabel 'novelty, relative to its limit' } else { unset ylabel }
  set yrange [0:5]; set key at graph 0.95, graph 0.98 top right samplen 1 font ',8'
  set arrow from -10, 1 to 10, 1 nohead dashtype 2 linecolor rgb quiet
  set label 'mean and deviation of fields' at graph 0.5, graph 1.05 center font ',8'
  where(s) = word(c == 1 ? curves : kinds, s)
  plot @axis, for [s = 1:4] novelty @band, for [s = 1:4] '' @curve title word(c == 1 ? named : kinds_named, s)
}
