figure_width = 6; figure_height = 4
eval(begin)
table = drawn.'/p1-fig2.tsv'

set logscale x
set xlabel 'training stacks'
set ylabel 'RMSE of predicted defocus (µm)'
set xrange [4:*] noextend
set yrange [0:*]
set xtics (5, 15, 30, 60, 125, 440)
set key right top

# Columns of the table: stacks train_seed sample set frames groups blank rmse_um rmse_low_um rmse_high_um bias_um
# constant_rmse_um status. The line is the mean over the seeds; each seed is a point with its 95 % interval.
of(name) = sprintf("< awk -F'\\t' '$4 == \"%s\"' %s", name, table)
published_points = "< awk -F'\\t' '$1 == \"p1-fig2\"' experiments/p1/published.tsv"
plot of('validation') using 1:8:9:10 with yerrorbars linecolor rgb ours pointtype 7 pointsize 0.5, \
     of('validation') using 1:8 smooth unique with lines linecolor rgb ours linewidth 2 title 'ours, validation stacks', \
     of('test') using ($1*1.04):8:9:10 with yerrorbars linecolor rgb quiet pointtype 5 pointsize 0.4, \
     of('test') using ($1*1.04):8 smooth unique with lines linecolor rgb quiet title 'ours, test stacks', \
     published_points using 3:4 with linespoints linecolor rgb published linewidth 2 pointtype 6 title 'Pinkard 2019, validation'
