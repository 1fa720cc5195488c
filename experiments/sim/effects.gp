eval(figure(8, 4))
table = drawn.'/sim-effects.tsv'
titles = "'none' 'cut frames' 'thickness' 'strength' 'LED off place' 'exposure' 'slope' 'stray light' \
  'fixed pattern' 'all'"
eval(panel(0.08, 0.98, 0.2, 0.94, '', '').axes('effect in the test stacks', 'RMSE of predicted defocus (µm)'))
eval(distinct('worlds', table, 'tested', ''))
at(trained, shift) = only('trained='.trained, place(text('tested'), worlds) + shift)
set xrange [-0.6:words(worlds) - 0.4]; set yrange [0:*]; set offsets 0, 0, graph 0.15, 0; set key top left
set for [i = 1:words(worlds)] xtics (word(titles, i) i - 1) scale 0 rotate by -25
set style fill solid 0.8; set errorbars linecolor rgb 'black'
plot table using (at('plain', -0.2)):@interval:(0.36) with boxerrorbars linecolor rgb published \
       title 'trained without effects', \
     '' using (at('all', 0.2)):@interval:(0.36) with boxerrorbars linecolor rgb ours title 'trained with all effects'
