eval(figure(9, 4.2))
pictured(k) = folder.'/bead-'.word('input output', k).'.png'
do for [k = 1:2] {
  eval(bead(0.06 + (k - 1) * 0.2, 0.22 + (k - 1) * 0.2, 0.14, 0.9, 'ab'[k:k], \
    word("'as it is' focused", k), pictured(k)))
  if (k == 2) { unset ylabel }
  plot pictured(k) @along
}
table = drawn.'/p2-real-focused.tsv'
eval(panel(0.53, 0.98, 0.14, 0.9, 'c', 'beads of the other half than the PSF that taught') \
  .axes('distance from focus (µm)', 'lateral FWHM (µm)'))
set xrange [-5.2:5.2]; set yrange [0:*]; set key top center samplen 1
set object rectangle from -within, graph 0 to within, graph 1 behind fillcolor rgb '#e8f3e8' fillstyle solid noborder
set style fill transparent solid 0.2 noborder
array colours[2] = [quiet, ours]
sd(x) = text('fwhm_sd_um') eq 'nan' ? 0 : number('fwhm_sd_um')
z(k) = only('source='.word('input output', k), number('z_um'))
plot for [k = 1:2] table using (z(k)):(number('fwhm_um') - sd(0)):(number('fwhm_um') + sd(0)) with filledcurves \
       linecolor rgb colours[k], \
     for [k = 1:2] '' using (z(k)):(number('fwhm_um')) with linespoints pointtype 7 pointsize 0.4 linewidth 1.5 \
       linecolor rgb colours[k] title word("input 'output of the network'", k)
