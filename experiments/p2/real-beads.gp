eval(figure(8, 5))
table = drawn.'/p2-real-beads.tsv'
# One bead has no deviation.
deviation(name) = text(name) eq 'nan' ? 0 : number(name)
of_source(x) = only('source='.source, x)
every = "using (of_source(number('z_um'))):(number('every_um'))"
do for [i = 1:2] {
  source = word('one many', i); bottom = i == 1 ? 0.6 : 0.12
  eval(row('experiments/p2/real-beads.tsv', 'na lambda_um cite', 'source='.source))
  limit = 0.51 * real(lambda_um) / real(na)
  eval(bead(0.07, 0.33, bottom, bottom + 0.33, word('a b', i), sprintf('NA %s, λ %s µm', na, lambda_um), value(source)))
  set ylabel offset 0; if (i == 1) { unset xlabel }
  plot value(source) @along
  eval(panel(0.44, 0.97, bottom, bottom + 0.33, '', cite))
  eval(axes(i == 1 ? '' : 'z from the first plane (µm)', 'lateral FWHM (µm)'))
  set xrange [0:10]; set xtics 2; set yrange [0:4]; set ytics 1
  set key top right font ',8'; if (i > 1) { set key off }
  plot limit with lines linecolor rgb 'black' dashtype 2 title '0.51 λ / NA', \
       table @every:(deviation('every_sd_um')) with yerrorbars linecolor rgb pale pointtype 0, \
       '' @every with lines linecolor rgb ours linewidth 1.5 title 'every fit with a peak', \
       '' using (of_source(number('z_um'))):(number('fwhm_um')) with points linecolor rgb published pointtype 7 \
         pointsize 0.5 title 'fits that are ok'
}
