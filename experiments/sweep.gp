# A sweep: the columns are one or two parameters, then sample set frames groups blank rmse_um rmse_low_um rmse_high_um ...
figure_width = 6; figure_height = 4
eval(begin)
table = drawn.'/'.name.'.tsv'
header = system("head -1 ".table." | sed 's/^# //'")
grid = word(header, 2) ne 'sample'
x_name = word(header, 1); n = grid ? 2 : 1
# Words along the axis where the values are not all numbers.
numbers = system("awk -F'\\t' 'NR > 1 && $1 + 0 != $1 && $1 !~ /^[0-9.e+-]+$/ {bad = 1} END {print !bad}' ".table) + 0
set xlabel x_name; set ylabel 'RMSE of predicted defocus (µm)'
set yrange [0:*]; set offsets graph 0.05, graph 0.05, 0, 0
set key right top
rows(condition) = sprintf("< awk -F'\\t' 'NR > 1 && !($1 in at) {at[$1] = n++} NR > 1 && %s {print (%d ? $1 : at[$1]) \"\\t\" $%d \"\\t\" ($%d == \"nan\" ? $%d : $%d) \"\\t\" ($%d == \"nan\" ? $%d : $%d) \"\\t\" $1}' %s", \
  condition, numbers, n + 6, n + 7, n + 6, n + 7, n + 8, n + 6, n + 8, table)
if (!numbers) { set for [i = 1:words(system("awk 'NR > 1 && !seen[$1]++ {print $1}' ".table))] xtics (word(system("awk 'NR > 1 && !seen[$1]++ {print $1}' ".table), i) i - 1) add }
if (grid) {
  values = system("awk -F'\\t' 'NR > 1 && !seen[$2]++ {print $2}' ".table)
  plot for [i = 1:words(values)] rows(sprintf('$2 == "%s" && $4 == "test"', word(values, i))) using 1:2:3:4 with yerrorlines \
    linetype i linewidth 1.5 pointtype 6 + i pointsize 0.6 title sprintf('%s = %s', word(header, 2), word(values, i))
} else {
  plot rows('$3 == "validation"') using 1:2:3:4 with yerrorlines linecolor rgb ours pointtype 7 pointsize 0.5 title 'validation stacks', \
       rows('$3 == "test"') using 1:2:3:4 with yerrorlines linecolor rgb quiet pointtype 5 pointsize 0.4 title 'test stacks'
}
