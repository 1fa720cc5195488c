# A sweep of the parameter named by `x`; if `series` names a second one, with a line for each of its values.
eval(figure(6, 4))
over = x # in a plot, x is the variable of functions
table = drawn.'/'.name.'.tsv'
eval(distinct('values', table, over, ''))
# If not all values are numbers, the axis shows them as words.
is_number(w) = (sum [i = 1:strlen(w)] strstrt('0123456789.e+-', w[i:i]) > 0) == strlen(w)
numbers = (sum [i = 1:words(values)] is_number(word(values, i))) == words(values)
if (!numbers) { set for [i = 1:words(values)] xtics (word(values, i) i - 1) }
at(where) = only(where, numbers ? number(over) : place(text(over), values))
set xlabel over noenhanced; set ylabel 'RMSE of predicted defocus (µm)'
set yrange [0:*]; set offsets graph 0.05, graph 0.05, 0, 0
set key right top noenhanced
if (series eq '') {
  plot table using (at('set=validation')):@interval with yerrorlines linecolor rgb ours pointtype 7 pointsize 0.5 \
         title 'validation stacks', \
       '' using (at('set=test')):@interval with yerrorlines linecolor rgb quiet pointtype 5 pointsize 0.4 \
         title 'test stacks'
} else {
  eval(distinct('lines', table, series, ''))
  plot for [i = 1:words(lines)] table using (at('set=test '.series.'='.word(lines, i))):@interval with yerrorlines \
    linetype i linewidth 1.5 pointtype 6 + i pointsize 0.6 title series.' = '.word(lines, i)
}
