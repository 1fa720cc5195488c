eval(figure(6.4, 4.2))
table = drawn.'/p1-fig2.tsv'
eval(panel(0.1, 0.97, 0.13, 0.88, '', sprintf('ours: preset %s, crop %s, batches of %s, step size %s', \
  p_fcfnn_train_preset, p_fftcrop_crop, p_fcfnn_train_batch, p_fcfnn_train_rate)))
eval(axes('training stacks (logarithmic scale)', 'RMSE of predicted defocus (µm)'))
set logscale x; set xrange [4:*] noextend; set offsets 0, graph 0.03, 0, 0; set yrange [0:*]
set xtics (5, 15, 30, 60, 125, 440); set key right top
# A line is the mean over the seeds; each seed is a point with its 95 % interval, beside the others.
eval(distinct('seeds', table, 'seed', ''))
at(set, i) = only('set='.set.' seed='.word(seeds, i), number('stacks') * 1.06**((set eq 'test' ? 1 : -1) * (i - 0.5)))
mean(set) = only('set='.set, number('stacks'))
plot for [i = 1:words(seeds)] table using (at('validation', i)):@interval with yerrorbars linecolor rgb pale \
       pointtype 5 pointsize 0.6, \
     for [i = 1:words(seeds)] '' using (at('test', i)):@interval with yerrorbars linecolor rgb ours \
       pointtype 7 pointsize 0.6, \
     '' using (mean('validation')):(number('rmse_um')) smooth unique with lines linecolor rgb pale linewidth 1.5 \
       title 'ours, validation stacks', \
     '' using (mean('test')):(number('rmse_um')) smooth unique with lines linecolor rgb ours linewidth 2 \
       title 'ours, test stacks', \
     @theirs with linespoints linecolor rgb published linewidth 2 pointtype 6 title 'Pinkard 2019, validation'
