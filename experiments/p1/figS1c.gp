eval(figure(8, 5))
patterns = 'experiments/p1/patterns.tsv'
table = drawn.'/p1-figS1c.tsv'
eval(distinct('all', table, 'pattern', ''))
left = 0.08; width = 0.90 / words(all)
# Draws each pattern above its error.
do for [i = 1:words(all)] {
  eval(picture(left + (i - 1) * width, left + i * width, 0.80, 0.92, i == 1 ? 'c' : '', ''))
  set xrange [-0.8:0.8]; set yrange [-0.8:0.8]
  set object circle at 0, 0 size real(p_na) fillstyle empty border linecolor rgb quiet
  plot patterns using (only('pattern='.word(all, i), number('led_na_x'))):(number('led_na_y')) with points \
    pointtype 7 pointsize 0.3 linecolor rgb ours
}
eval(panel(left, left + 0.90, 0.2, 0.79, '', '').axes('pattern, by the number of its LEDs', 'RMSE (µm)'))
set xlabel offset 0, -1.4
set xrange [0.5:words(all) + 0.5] noextend; set yrange [0:*]; set xtics 1 scale 0; set boxwidth 0.8
set key at screen left, 0.99 left top horizontal
# Below the patterns, how many LEDs they have: x of what was published.
at(pattern) = place(substr(pattern, strlen('pattern_') + 1, strlen(pattern)), all) + 1
eval(distinct('leds', paper, 'x', 'experiment='.name))
do for [n in leds] {
  stats [*:*][*:*] paper using (only('experiment='.name.' x='.n, at(text('condition')))) nooutput
  set label n at (STATS_min + STATS_max) / 2, graph -0.13 center
  end = STATS_max + 0.5
  if (end < words(all)) { set arrow from end, graph 0 to end, graph -0.13 nohead linecolor rgb quiet }
}
position = "(place(text('pattern'), all) + 1)"
plot table using @position:(number('rmse_um')) smooth unique with boxes fillstyle solid 0.6 linecolor rgb ours \
       title 'ours, mean of the folds', \
     '' using @position:(number('rmse_um')) with points pointtype 7 pointsize 0.3 linecolor rgb 'black' \
       title 'each fold', \
     paper using (only('experiment='.name, at(text('condition')))):(number('rmse_um')) with points \
       pointtype 7 pointsize 1.1 linecolor rgb 'white', \
     '' using (only('experiment='.name, at(text('condition')))):(number('rmse_um')) with points \
       pointtype 7 pointsize 0.8 linecolor rgb published title 'Pinkard 2019'
