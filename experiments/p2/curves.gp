# Curves against z, from the tables of the macro `curves`: eval(against_z(left, right, bottom, top, letter, 'ssim',
# inside)), inside being the range that a network was trained for, which is shaded; then
#   plot @axis, for [s = 1:n] table @band, for [s = 1:n] '' @curve title name(s)
# where(s) selects the rows of a curve, what is the column, colours[s] its colour. axis draws nothing, without any row
# too.
against_z(left, right, bottom, top, letter, column, inside) = \
  panel(left, right, bottom, top, letter, '').axes('distance from focus, z (µm)', column eq 'ssim' ? 'SSIM' : 'RMSE') \
  .sprintf("what = '%s'; ", column) \
  .(inside > 0 ? sprintf("set object rectangle from -%g, graph 0 to %g, graph 1 behind fillcolor rgb '#e8f3e8' \
    fillstyle solid noborder; ", inside, inside) : '')."set xrange [-10:10]; set xtics 5; set yrange [0:1]; \
  set key off; set style fill transparent solid 0.2 noborder; "
sd(x) = text(what.'_sd') eq 'nan' ? 0 : number(what.'_sd') # of fewer than three fields there is none
z_of(s) = only(where(s), number('z_um'))
axis = "0 with lines linewidth 0 linecolor rgb 'white'"
band = "using (z_of(s)):(number(what) - sd(0)):(number(what) + sd(0)) with filledcurves linecolor rgb colours[s]"
curve = "using (z_of(s)):(number(what)) with linespoints pointtype 7 pointsize 0.3 linewidth 1.5 \
  linecolor rgb colours[s]"
# The key of several panels, in a row: eval(key_row(left, right, y)); plot for [s = 1:n] NaN @curve_key title name(s)
key_row(left, right, y) = picture(left, right, y, y + 0.05, '', '') \
  .sprintf("set xrange [0:1]; set yrange [0:1]; set key at screen %g, screen %g center center horizontal Left \
  reverse samplen 1.5 width -1 font ',9'; ", (left + right) / 2, y + 0.025)
curve_key = "with linespoints pointtype 7 pointsize 0.5 linewidth 1.5 linecolor rgb colours[s]"
