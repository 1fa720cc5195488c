# style.gp -- what all drawings share: the page, its panels, and access to the columns of tables by name. Its inputs are
# the variables name, format (pdf svg png), drawn and out (folders), and every parameter as a string, such as p_size.
# Functions of gnuplot cannot contain commands, so commands are strings, to be run by `eval`.

# The page, in inches.
terminal(width, height) = format eq 'pdf' ? sprintf("pdfcairo font 'DejaVu Sans,9' size %g,%g", width, height) \
  : format eq 'svg' ? sprintf("svg font 'DejaVu Sans,9' size %g,%g background 'white'", 96 * width, 96 * height) \
  : sprintf("pngcairo font 'DejaVu Sans,9' size %g,%g fontscale 1.4", 144 * width, 144 * height)
figure(width, height) = sprintf("set output '%s/%s.%s'; set terminal %s; set multiplot; page = %g", \
  drawn, name, format, terminal(width, height), height)

# A panel is a new plot between these fractions of the page, without the labels, objects and ranges of the previous one.
# A map is a panel whose axes have equal scales; a picture has no axes: plot FILE @image.
panel(left, right, bottom, top, letter, title) = sprintf("set lmargin at screen %g; set rmargin at screen %g; \
  set bmargin at screen %g; set tmargin at screen %g; ", left, right, bottom, top)."unset label; unset arrow; \
  unset object; unset logscale; unset offsets; unset xlabel; unset ylabel; set xrange [*:*]; set yrange [*:*]; \
  set size noratio; set border 3; set xtics auto nomirror out; set ytics auto nomirror out; set format '%g'; \
  set grid; ".sprintf("set label \"%s\" at graph 0, graph 1 offset -3, 1.2 font ',14'; \
  set label \"%s\" at graph 0, graph 1 offset 0, 1.2; ", letter, title)
map(left, right, bottom, top, letter, title) = panel(left, right, bottom, top, letter, title) \
  ."set size ratio -1; unset grid; set ylabel offset 1; "
picture(left, right, bottom, top, letter, title) = map(left, right, bottom, top, letter, title) \
  ."unset border; unset tics; "
image = "binary filetype=png with rgbimage"
# A photo is a picture with its z and a scale bar below it, from the table that `show --limits` wrote beside the PNG. A
# scale bar, at this height of the panel, is a quarter of a frame or a little less.
photo(left, right, bottom, top, letter, title, png) = row(beside(png), 'z_um pixel_um width_px', '') \
  .picture(left, right, bottom, top, letter, title).sprintf("below = -0.14 / (page * %g); ", top - bottom) \
  ."set label sprintf('z = %g µm', real(z_um)) at graph 0, graph below; ".scale_bar('2 * below')
beside(png) = png[1:strlen(png) - 4].'.tsv'
scale_bar(y) = "if (pixel_um ne '-') { um = rounded(real(width_px) * real(pixel_um) / 4); \
  set label sprintf('%g µm ', um) at graph 1, graph ".y." right offset first -um / real(pixel_um), 0; \
  set arrow from graph 1, graph ".y." rto first -um / real(pixel_um), graph 0 nohead linewidth 3 }; "
rounded(x) = decade(x) * (x >= 5 * decade(x) ? 5 : x >= 2 * decade(x) ? 2 : 1)
decade(x) = 10**floor(log10(x))
# What is to be said once of pictures that are stretched one by one, in the upper right corner of the page.
own_greys = "set label 'each image from its own black to its own white' at screen 0.99, screen 0.99 right \
  font ',7' textcolor rgb quiet; "
# A bead along z is a PNG, each row of which is a line through it in another plane; the table beside it has target_um:
# plot PNG @along.
bead(left, right, bottom, top, letter, title, png) = row(beside(png), 'width_px pixel_um target_um', 'frame=1') \
  .distinct('planes', beside(png), 'target_um', '') \
  .map(left, right, bottom, top, letter, title).axes('x (µm)', 'z (µm)') \
  ."pixel = real(pixel_um); edge = real(width_px) * pixel / 2; lowest = -real(target_um); \
  step = (-real(word(planes, words(planes))) - lowest) / (words(planes) - 1); set xrange [-edge:edge]; \
  set yrange [lowest - step / 2:lowest + step * (words(planes) - 0.5)]; set xtics 2; set ytics 2; "
along = "binary filetype=png flipy origin=(-edge + pixel / 2, lowest) dx=pixel dy=step with rgbimage"
# The plane of spatial frequencies, in units of 1/λ, up to `reach`, where the pixels of the camera end it. Light that
# was scattered once lies within two circles of radius na around the LED and opposite. A spectrum is a PNG there:
# plot PNG @spectral.
nyquist(lambda, pixel) = lambda / (2 * pixel)
frequencies(left, right, bottom, top, letter, title) = map(left, right, bottom, top, letter, title) \
  .axes('kx λ', 'ky λ')."set xrange [-reach:reach]; set yrange [-reach:reach]; set xtics 0.4; set ytics 0.4; \
  set for [sign in '1 -1'] object circle at sign * led_x, sign * led_y size na front fillcolor rgb ring \
  fillstyle empty border rgb ring linewidth 1.5; "
spectrum(left, right, bottom, top, letter, title, png) = row(beside(png), 'width_px height_px black white', '') \
  .frequencies(left, right, bottom, top, letter, title)
spectral = "binary filetype=png origin=(-reach,-reach) dx=2*reach/real(width_px) dy=2*reach/real(height_px) @graded"
# Half a spectrum is the last across x down values of an NPY file: plot values(NPY) @half, '' @mirrored. Where it is 0
# nothing is drawn. The other half is its mirror image, since the spectrum of a real image is symmetric.
values(npy) = sprintf('< tail -c %d %s', 4 * across * down, npy)
half = "binary format='%float32' array=(across,down) origin=(0,-reach) dx=2*reach/down dy=2*reach/down @present"
mirrored = "binary format='%float32' array=(across,down) flipx flipy origin=(-reach,-reach+2*reach/down) \
  dx=2*reach/down dy=2*reach/down @present"
present = "using (column(grey) > 0 ? column(grey) : NaN) with image"
# The values of a picture, which follow from its black and white, and their scale, at the right of the panel.
graded = "using (real(black) + (real(white) - real(black)) * column(grey) / 255) with image"
grey = 1
scale(right, bottom, top, title) = sprintf("set colorbox user origin screen %g, %g size screen 0.012, %g; \
  set cblabel '%s' offset 0.5; set cbtics auto out scale 0.5; ", right + 0.012, bottom, top - bottom, title)
set palette gray
unset colorbox
# Parts of a microscope, to be drawn side by side: x is the optical axis, y the front of the part.
box(x, y, width, height, colour) = sprintf("set object rectangle center %g, %g size %g, %g fillcolor rgb '%s' \
  fillstyle solid border linecolor rgb quiet; ", x, y, width, height, colour)
specimen(x, y) = box(x, y, 1.1, 0.05, '#ffe8c0')
objective(x, y) = sprintf("set object polygon from %g, %g to %g, %g to %g, %g to %g, %g to %g, %g fillcolor rgb glass \
  fillstyle solid border linecolor rgb quiet; ", x - 0.15, y, x + 0.15, y, x + 0.3, y - 0.3, x - 0.3, y - 0.3, \
  x - 0.15, y).box(x, y - 0.45, 0.6, 0.3, glass)
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
against(left, right, bottom, top, letter, title) = panel(left, right, bottom, top, letter, title) \
  .axes('true defocus (µm)', 'predicted (µm)')."set xrange [-40:40]; set yrange [-40:40]; set xtics 20; set ytics 20; "
predicted = "using (number('target_um')):(number('defocus_um')) with points pointtype 7 pointsize 0.25"

# Stores the cells of the only selected row in variables named after their columns; the values are texts.
row(table, names, where) = has(table, names.' '.keys(where, 1)) \
  .sprintf("do for [key in '%s'] { eval(get(key, '%s', '%s')) }; ", names, table, where)
get(name, table, where) = sprintf("count = 0; \
  stats [*:*][*:*] '%s' using (holds('%s') ? (count = count + 1, %s = text('%s'), 1) : NaN) nooutput; \
  if (count != 1) { print sprintf('%s: %%d rows with \"%s\", expected one', count); exit status 1 }", \
  table, where, name, name, table, where)
# Stores the list of distinct words of a column in a variable; place() is the index of a word in that list, from 0.
distinct(variable, table, name, where) = has(table, name.' '.keys(where, 1)).sprintf("%s = ''; \
  stats [*:*][*:*] '%s' using (holds('%s') ? (%s = including(%s, text('%s')), 1) : NaN) nooutput; ", \
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
set pointintervalbox 1e-6 # else intervals stop short of their points
set key noautotitle left top reverse Left samplen 2
set grid linetype 1 linecolor rgb '#e6e6e6'
# Colours that also differ in lightness, for printing and for colour-blind readers: ours, the published, and more.
ours = '#0b5394'
pale = '#76a5d8'
published = '#d95f02'
ring = published
quiet = '#888888'
focused = '#1b7837'
glass = '#dce6f1'
