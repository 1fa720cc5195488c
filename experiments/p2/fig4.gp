# a: a bead along z and its planes, in the input and as both networks focus it; b: the width of many beads; c: the
# share of them that a Gaussian fits.
eval(figure(10, 6.6))
widths = drawn.'/p2-fig4.tsv'
array colours[3] = [focused, published, ours]
range(i) = real(word(sources, i)[8:*])
named(i) = i == 1 ? 'input' : sprintf('Deep-R, ±%g µm', range(i))
short(i) = i == 1 ? 'input' : sprintf('±%g', range(i))
xz(i) = sprintf('%s/xz-%s.png', pictures, word(sources, i))
do for [i = 1:3] {
  eval(bead(0.055 + 0.14 * (i - 1), 0.175 + 0.14 * (i - 1), 0.56, 0.95, i == 1 ? 'a' : '', '', xz(i)))
  set label named(i) at graph 0.5, graph 1.04 center font ',8' textcolor rgb colours[i]
  if (i > 1) {
    set format y ''; set ylabel ''
    do for [side = -1:1:2] { set arrow from graph 0, first side * range(i) to graph 1, first side * range(i) \
      nohead dashtype 2 linecolor rgb colours[i] front }
  }
  plot xz(i) @along
}
xy = pictures.'/xy.png'
eval(row(beside(xy), 'width_px', 'frame=1')); side = real(width_px)
eval(distinct('planes', beside(xy), 'target_um', '')); across = words(planes)
eval(picture(0.505, 0.995, 0.62, 0.91, '', '').scale_bar('-0.06'))
set label 'z =' at -2, graph 1.06 right font ',8'
set for [i = 1:across] label sprintf('%g', 0 - real(word(planes, i))).(i == across ? ' µm' : '') \
  at (side + 2) * (i - 1) + side / 2, graph 1.06 center font ',8'
set for [i = 1:3] label short(i) at -4, (side + 2) * (3 - i) + side / 2 right font ',7' \
  textcolor rgb colours[i]
set label "grey: cube root of the counts along z, square root in the planes, each by itself\ndashed: training range" \
  at graph 0, graph -0.06 font ',7' textcolor rgb quiet
plot xy @image

eval(row(widths, 'beads stacks', 'source=input z_um=0'))
eval(row(drawn.'/p2-fig4-sides.tsv', 'over_stacks', 'source=input quantity=focus')); focus = real(over_stacks)
through(bottom, top, letter, x, y) = panel(0.075, 0.985, bottom, top, letter, '').axes(x, y) \
  ."set xrange [-9.2:9.2]; set xtics 1; set key off; "
ranges = "do for [i = 2:3] { do for [side = -1:1:2] { set arrow from side * range(i), graph 0 to side * range(i), \
  graph 1 nohead dashtype 2 linecolor rgb colours[i] } }; "
z(i) = only('source='.word(sources, i), number('z_um'))
every = "number('every_um')"
deviation(x) = text('every_sd_um') eq 'nan' ? 0 : number('every_sd_um')
eval(through(0.245, 0.435, 'b', '', 'lateral FWHM (µm)'))
eval(ranges)
# From narrower than in focus to wider than the window, by equal factors: what is claimed of the output is one of 1.2.
least = 0.2; most = 12
set logscale y; set yrange [least:most]; set ytics (0.3, 0.5, 1, 2, 4, 8); set format x ''
set key at graph 1, graph 1.19 right top horizontal font ',8' samplen 2
set label sprintf("%s beads in %s fields: mean and deviation of every fit with a peak", beads, stacks) \
  at graph 1, graph 1.28 right font ',8'
set object rectangle from graph 0, first focus / 1.2 to graph 1, first focus * 1.2 behind fillcolor rgb '#dddddd' \
  fillstyle solid noborder
set label sprintf('%.2f µm, as in focus, ± 20 %%', focus) at first 0, first 0.245 center font ',7' \
  textcolor rgb quiet
set style fill transparent solid 0.2 noborder
limited(y) = y < least ? least : y > most ? most : y
fitted(i, y) = (share('fits_ok') >= 50) == i ? y : NaN
share(name) = 100 * number(name) / number('beads')
plot for [i = 1:3] widths using (z(i)):(limited(@every - deviation(0))):(limited(@every + deviation(0))) \
       with filledcurves linecolor rgb colours[i], \
     for [i = 1:3] '' using (z(i)):(@every) with lines dashtype 3 linecolor rgb colours[i] linewidth 1.2, \
     for [i = 1:3] '' using (z(i)):(fitted(1, @every)) with lines linecolor rgb colours[i] linewidth 1.8 \
       title named(i), \
     NaN with lines dashtype 3 linecolor rgb quiet title 'half of the fits are not ok'
unset logscale y
eval(through(0.075, 0.205, 'c', 'distance from focus, z (µm)', 'fits (%)'))
eval(ranges)
set yrange [0:104]; set ytics 50; set key at graph 0.5, graph 0.35 center samplen 2 font ',7'
plot for [i = 1:3] widths using (z(i)):(share('fits_ok') + share('fits_low_confidence')) with lines dashtype 3 \
       linecolor rgb colours[i] linewidth 1.5 title i == 1 ? 'with a peak' : '', \
     for [i = 1:3] '' using (z(i)):(share('fits_ok')) with lines linecolor rgb colours[i] linewidth 1.5 \
       title i == 1 ? 'ok' : ''
