# style.gp -- what all drawings share: the page, its panels, and access to the columns of tables by name. Its inputs are
# the variables name, format (pdf svg png), drawn and out (folders), and every parameter as a string, such as p_size.
# Functions of gnuplot cannot contain commands, so commands are strings, to be run by `eval`.

# The page, in inches.
terminal(width, height) = format eq 'pdf' ? sprintf("pdfcairo font 'DejaVu Sans,9' size %g,%g", width, height) \
  : format eq 'svg' ? sprintf("svg font 'DejaVu Sans,9' size %g,%g background 'white'", 96 * width, 96 * height) \
  : sprintf("pngcairo font 'DejaVu Sans,9' size %g,%g fontscale 1.4", 144 * width, 144 * height)
figure(width, height) = sprintf("set output '%s/%s.%s'; set terminal %s; set multiplot", \
  drawn, name, format, terminal(width, height))

# A panel is a new plot between these fractions of the page, without the labels, objects and ranges of the previous one.
# A map is a panel whose axes have equal scales; a picture has no axes: plot FILE @image.
panel(left, right, bottom, top, letter, title) = sprintf("set lmargin at screen %g; set rmargin at screen %g; \
  set bmargin at screen %g; set tmargin at screen %g; ", left, right, bottom, top)."unset label; unset arrow; \
  unset object; unset logscale; unset xlabel; unset ylabel; set xrange [*:*]; set yrange [*:*]; set size noratio; \
  set border 3; set xtics auto nomirror out; set ytics auto nomirror out; set format '%g'; set grid; ".sprintf( \
  "set label \"%s\" at graph 0, graph 1 offset -3, 1.2 font ',14'; \
  set label \"%s\" at graph 0, graph 1 offset 0, 1.2; ", letter, title)
map(left, right, bottom, top, letter, title) = panel(left, right, bottom, top, letter, title) \
  ."set size ratio -1; unset grid; set ylabel offset 1; "
picture(left, right, bottom, top, letter, title) = map(left, right, bottom, top, letter, title) \
  ."unset border; unset tics; "
image = "binary filetype=png with rgbimage"
axes(x, y) = sprintf("set xlabel '%s'; set ylabel '%s'; ", x, y)

# Cells of the current row, by the name of their column. A missing column ends the drawing, because it cannot be
# compared with a string; gnuplot's own column() would only warn. Cells that are not numbers, such as nan or -, are
# missing values.
set datafile separator "\t"
set datafile columnheaders
set datafile missing NaN
text(name) = strcol(name) eq '' ? '' : strcol(name)
number(name) = text(name) eq '-' ? NaN : column(name)
# Rows are selected as in the judges: "set=test stacks=125"; "" selects all.
holds(where) = (sum [i = 1:words(where)] equals(word(where, i))) == words(where)
equals(term) = text(term[1:strstrt(term, '=') - 1]) eq term[strstrt(term, '=') + 1:*]
only(where, x) = holds(where) ? x : NaN
# An error with its interval, which is empty if there is none.
bound(name) = text('rmse_'.name.'_um') eq 'nan' ? number('rmse_um') : number('rmse_'.name.'_um')
interval = "(number('rmse_um')):(bound('low')):(bound('high'))"
# The published values of this figure.
paper = sprintf('experiments/%s/published.tsv', name[1:strstrt(name, '-') - 1])
theirs = "paper using (only('experiment='.name, number('x'))):(number('rmse_um'))"
# The predictions of a network against the truth.
predicted = "using (number('target_um')):(number('defocus_um')) with points pointtype 7 pointsize 0.12"

# Stores the cells of the only selected row in variables named after their columns; the values are texts.
row(table, names, where) = has(table, names.' '.keys(where, 1)) \
  .sprintf("do for [key in '%s'] { eval(get(key, '%s', '%s')) }", names, table, where)
get(name, table, where) = sprintf("count = 0; \
  stats [*:*][*:*] '%s' using (holds('%s') ? (count = count + 1, %s = text('%s'), 1) : NaN) nooutput; \
  if (count != 1) { print sprintf('%s: %%d rows with \"%s\", expected one', count); exit status 1 }", \
  table, where, name, name, table, where)
# Stores the list of distinct words of a column in a variable; place() is the index of a word in that list, from 0.
distinct(variable, table, name, where) = has(table, name.' '.keys(where, 1)).sprintf("%s = ''; \
  stats [*:*][*:*] '%s' using (holds('%s') ? (%s = including(%s, text('%s')), 1) : NaN) nooutput", \
  variable, table, where, variable, variable, name)
including(list, x) = strstrt(list.' ', ' '.x.' ') ? list : list.' '.x
place(x, list) = words(list[1:strstrt(list.' ', ' '.x.' ')])
# Ends the drawing unless the table has these columns.
has(table, names) = sprintf("set datafile separator '\001'; set datafile nocolumnheaders; stats [*:*][*:*] '%s' \
  every ::0::0 using (header = \"\t\".strcol(1).\"\t\", 1) nooutput; set datafile separator '\t'; \
  set datafile columnheaders; do for [key in '%s'] { if (!strstrt(header, \"\t\".key.\"\t\")) { \
  print '%s: no column '.key; exit status 1 } }; ", table, names, table)
keys(where, i) = i > words(where) ? '' \
  : substr(word(where, i), 1, strstrt(word(where, i), '=') - 1).' '.keys(where, i + 1)

set encoding utf8
set border 3 linewidth 1
set tics nomirror out
set key noautotitle left top reverse Left samplen 2
set grid linetype 1 linecolor rgb '#e6e6e6'
# Colours that also differ in lightness, for printing and for colour-blind readers: ours, the published, and more.
ours = '#0b5394'
published = '#d95f02'
quiet = '#888888'
