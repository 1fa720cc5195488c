eval(figure(7, 3.2))
table = drawn.'/sim-frames.tsv'
eval(distinct('images', table, 'image', ''))
set style fill solid 0.8; set errorbars linecolor rgb 'black'
at(training, shift) = only('training='.training, place(text('image'), images) + shift)
colour(training) = training == 1 ? ours : published
eval(panel(0.1, 0.52, 0.2, 0.9, 'a', 'predicted, and the error expected').axes('', 'defocus (µm)'))
set xrange [-0.6:words(images) - 0.4]; set offsets 0, 0, graph 0.25, graph 0.05; set key top left
set for [i = 1:words(images)] xtics (word(images, i) i - 1) scale 0 rotate by -15
plot for [t in '1 2'] table using (at(t, 0.2 * t - 0.3)):(number('defocus_um')):(number('uncertainty_um')) \
  with yerrorbars pointtype 7 linewidth 2 linecolor rgb colour(t) title 'training '.t
eval(panel(0.62, 0.98, 0.2, 0.9, 'b', 'how unlike the simulated frames').axes('', 'novelty, relative to its limit'))
set xrange [-0.6:words(images) - 0.4]; set logscale y; set yrange [0.1:*]; unset key
set for [i = 1:words(images)] xtics (word(images, i) i - 1) scale 0 rotate by -15
set arrow from graph 0, first 1 to graph 1, first 1 nohead dashtype 2
plot for [t in '1 2'] table using (at(t, 0.2 * t - 0.3)):(number('novelty')):(0.18) with boxes linecolor rgb colour(t)
