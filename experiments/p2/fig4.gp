eval(figure(10, 4.7))
sides = drawn.'/p2-fig4-sides.tsv'
widths = drawn.'/p2-fig4.tsv'
eval(bead(0.06, 0.24, 0.13, 0.91, 'a', 'one bead', xz))
plot xz @along
eval(row(beside(xy), 'width_px', 'frame=1')); side = real(width_px)
eval(distinct('planes', beside(xy), 'target_um', '')); rows = (words(planes) + 2) / 3
eval(picture(0.275, 0.565, 0.13, 0.91, '', 'the same, x-y').scale_bar('-0.05'))
set for [i = 1:words(planes)] label sprintf('%g', 0 - real(word(planes, i))).(i == 1 ? ' µm' : '') \
  at (side + 2) * ((i - 1) % 3) + 3, (side + 2) * (rows - (i - 1) / 3) - 8 front textcolor rgb 'yellow'
set label "grey: cube root of the counts in x-z,\nsquare root in x-y, each by itself" at graph 0, graph -0.05 \
  font ',7' textcolor rgb quiet
plot xy @image

eval(row(widths, 'beads stacks', 'source=input z_um=0'))
eval(row(sides, 'over_stacks', 'source=input quantity=focus')); focus = real(over_stacks)
eval(row(sides, 'over_stacks', 'source=input quantity=axial')); axial = real(over_stacks)
through(bottom, top, letter, name) = panel(0.635, 0.98, bottom, top, letter, '').axes('', name) \
  ."set xrange [-9:9]; set xtics 2; set key off; "
eval(through(0.44, 0.87, 'b', 'lateral FWHM (µm)'))
set yrange [0:14]; set ytics 4; set format x ''; set key at graph 0.02, graph 1.22 left top font ',8'
set label sprintf("%s beads in %s fields\n%.2f µm in focus\n%.2f µm along z", beads, stacks, focus, axial) \
  at -1, 12.6 center font ',8'
z = "(only('source=input', number('z_um')))"
every = "number('every_um')"
plot widths using @z:(@every - number('every_sd_um')):(@every + number('every_sd_um')) with filledcurves \
       fillcolor rgb pale fillstyle transparent solid 0.4, \
     '' using @z:(@every) with lines linecolor rgb ours linewidth 1.5 \
       title 'every fit with a peak: mean and standard deviation', \
     '' using @z:(number('fwhm_um')) with points linecolor rgb published pointtype 7 pointsize 0.4 \
       title 'fits that are ok: mean'
eval(through(0.13, 0.34, 'c', 'fits (%)').axes('distance from focus, z (µm)', 'fits (%)'))
set yrange [0:100]; set ytics 50; set style fill solid 0.8 noborder; set boxwidth 0.9 * step
set key at graph 0.5, graph 1.04 center bottom horizontal maxcols 3 samplen 1 width -1 font ',7'
share(name) = 100 * number(name) / number('beads')
plot widths using @z:(100) with boxes linecolor rgb '#dddddd' title 'lost', \
     '' using @z:(share('fits_ok') + share('fits_low_confidence')) with boxes linecolor rgb pale \
       title 'low-confidence', \
     '' using @z:(share('fits_ok')) with boxes linecolor rgb ours title 'ok'
