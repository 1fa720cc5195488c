eval(figure(10, 4.2))
table = drawn.'/p2-tabS2-times.tsv'
ends = drawn.'/p2-tabS2.tsv'
networks = 'Deep-R-CPU Deep-R-GPU'
titles = "'Vollath 4' 'Vollath 5' 'standard\ndeviation' 'normalised\nvariance' 'Deep-R,\nCPU' 'Deep-R,\nGPU'"
title_of(x) = word(titles, place(x, ' vollath4 vollath5 sd normalized-variance '.networks) + 1)
eval(distinct('samples', ends, 'sample', '').distinct('measures', ends, 'measure', ''))
array colours[2] = [ours, pale]
array names[2] = ['ours, beads', 'ours, tissue']
set style fill solid 0.8 border linecolor rgb quiet; set boxwidth 0.26
eval(panel(0.07, 0.57, 0.16, 0.82, 'a', '').axes('', 'time to focus (s/mm²)'))
many = words(measures); all = measures.' '.networks
set xrange [0.4:many + 2.6]; set yrange [0:*]; set offsets 0, 0, graph 0.04, 0; set errorbars 0.6
set for [i = 1:many + 2] xtics (title_of(word(all, i)) i) scale 0
set key at screen 0.32, 0.99 center top horizontal maxcols 4 samplen 1 width -1
# The place of a row's measure in a list, counted from x.
among(list, x) = strstrt(' '.list.' ', ' '.text('measure').' ') ? x + place(text('measure'), list) : NaN
# Of the networks here, one is as wide as that which focuses the sections, the other as the published one.
placed(base) = many + 1 + (base < 48 ? -0.285 : 0.285)
here = "timed using (placed(number('base'))):(number('seconds'))"
above = "(sprintf('base\n%s', text('base'))) with labels offset 0, 1.4 font ',8' textcolor rgb ours notitle"
measured = timed eq '' ? '' : ', '.here.' with boxes linecolor rgb ours notitle, '.here.':'.above
plot for [i = 1:2] table using (only('sample='.word(samples, i), among(measures, 0.43 + 0.285 * i))): \
       (number('seconds')):(number('sd')) with boxerrorbars linecolor rgb colours[i] title names[i], \
     '' using (only('sample='.word(samples, 1), among(measures, 1.285))):(number('published_seconds')): \
       (number('published_sd')) with boxerrorbars linecolor rgb published title 'Luo 2020', \
     '' using (only('sample=-', among(networks, many + 1))):(number('published_seconds')):(number('published_sd')) \
       with boxerrorbars linecolor rgb published, \
     for [i = 1:2] '' using (only('sample='.word(samples, i), among(measures, 0.43 + 0.285 * i))): \
       (number('exposures_seconds')) with boxes fillstyle solid 1 linecolor rgb 'black' \
       title i == 1 ? 'exposures alone' : '' @measured
eval(panel(0.65, 0.985, 0.16, 0.82, 'b', '').axes('', 'end of search − sharpest plane (µm)'))
least = 3 * real(p_autofocus_search_tolerance)
set xrange [0.4:many + 0.6]; set offsets 0, 0, graph 0.12, graph 0.03
set for [i = 1:many] xtics (title_of(word(measures, i)) i) scale 0
set key at screen 0.82, 0.99 center top horizontal
set object rectangle from graph 0, first -least to graph 1, first least behind fillcolor rgb '#e4eef8' \
  fillstyle solid noborder
set label sprintf('±%g µm', least) at graph 0.99, first least right offset 0, 0.6 font ',8' textcolor rgb quiet
do for [i = 1:2] { do for [j = 1:many] {
  eval(row(table, 'within searches', 'sample='.word(samples, i).' measure='.word(measures, j)))
  set label within.'/'.searches at j - 0.7 + 0.44 * i, graph 0.97 center font ',8' textcolor rgb colours[i]
} }
plot for [i = 1:2] ends using (only('sample='.word(samples, i), among(measures, 0.35 + 0.4 * i) + \
  0.02 * (int(column(0)) % 16 - 7.5))):(number('off_um')) with points pointtype 7 pointsize 0.5 \
  linecolor rgb colours[i] title names[i]
