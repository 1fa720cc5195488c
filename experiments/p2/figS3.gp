# a: one field as it is, as both networks focus it, and fused; rings around beads between
# both ranges. b: the width by distance from focus.
eval(figure(10, 5.6))
array colours[4] = [focused, published, ours, quiet]
range(i) = real(word(sources, i)[8:*])
named(i) = i == 1 ? 'input, z = 0 µm' : i == 4 ? 'fused from all planes' : sprintf('Deep-R, ±%g µm', range(i))
eval(row(beside(picture), 'width_px height_px pixel_um', 'frame=1'))
side = real(width_px); high = real(height_px); gap = 12
eval(picture(0.045, 0.99, 0.5, 0.94, 'a', '').scale_bar('-0.05'))
set label "each by itself, square root of the counts; rings: beads that are 5 to 8 µm from focus, with their z" \
  at graph 0, graph -0.05 font ',7' textcolor rgb quiet
set for [i = 1:4] label named(i) at (i - 1) * (side + gap), graph 1.06 font ',8' textcolor rgb colours[i]
set xrange [0:4 * side + 3 * gap]; set yrange [0:high]
far(x) = text('status') eq 'ok' && abs(number('focus_um')) > 5 && abs(number('focus_um')) <= 8 ? x : NaN
x(i) = (i - 1) * (side + gap) + number('x_px') + 0.5
y(i) = high - number('y_px') - 0.5
plot picture @image, \
  for [i = 1:4] beads using (far(x(i))):(y(i)):(10) with circles linecolor rgb 'yellow' linewidth 1, \
  beads using (far(x(1)) + 14):(y(1) + 14):(sprintf('%.1f', -number('focus_um'))) with labels left font ',9' \
    textcolor rgb '#cc0000'
widths = drawn.'/p2-figS3.tsv'
eval(panel(0.07, 0.97, 0.1, 0.37, 'b', '').axes('z of the image from the focus of the bead (µm)', \
  'lateral FWHM (µm)'))
set xrange [-10:10]; set xtics 2; set logscale y; set yrange [0.25:12]; set ytics (0.3, 0.5, 1, 2, 4, 8)
do for [i = 2:3] { do for [s = -1:1:2] { set arrow from s * range(i), graph 0 to s * range(i), graph 1 nohead \
  dashtype 2 linecolor rgb colours[i] } }
z(i) = only('source='.word(sources, i), number('z_um'))
deviation(x) = text('every_sd_um') eq 'nan' ? 0 : number('every_sd_um')
least(y) = y < 0.25 ? 0.25 : y
set key at graph 0.5, graph 1.17 center top horizontal font ',8'
plot for [i = 1:4] widths using (z(i) + (i - 2.5) * 0.12):(number('every_um')): \
       (least(number('every_um') - deviation(0))):( \
       number('every_um') + deviation(0)) with yerrorbars linecolor rgb colours[i] pointtype 0 linewidth 1, \
     for [i = 1:4] '' using (z(i) + (i - 2.5) * 0.12):(number('every_um')) with points \
       linecolor rgb colours[i] pointtype 7 pointsize 0.7 title named(i)
