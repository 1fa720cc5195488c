eval(figure(6, 4))
table = drawn.'/p1-fig2.tsv'
eval(axes('training stacks', 'RMSE of predicted defocus (µm)'))
set logscale x; set xrange [4:*] noextend; set offsets 0, graph 0.03, 0, 0; set yrange [0:*]
set xtics (5, 15, 30, 60, 125, 440); set key right top
# The line is the mean over the seeds; each seed is a point with its 95 % interval.
stacks(set) = only('set='.set, number('stacks'))
plot table using (stacks('validation')):@interval with yerrorbars linecolor rgb ours pointtype 7 pointsize 0.5, \
     '' using (stacks('validation')):(number('rmse_um')) smooth unique with lines linecolor rgb ours linewidth 2 \
       title 'ours, validation stacks', \
     '' using (stacks('test') * 1.04):@interval with yerrorbars linecolor rgb quiet pointtype 5 pointsize 0.4, \
     '' using (stacks('test') * 1.04):(number('rmse_um')) smooth unique with lines linecolor rgb quiet \
       title 'ours, test stacks', \
     @theirs with linespoints linecolor rgb published linewidth 2 pointtype 6 title 'Pinkard 2019, validation'
