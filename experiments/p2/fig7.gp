eval(figure(10, 11))
curve = drawn.'/p2-fig7.tsv'
fields = drawn.'/p2-fig7-fields.tsv'
rows = drawn.'/p2-fig7-rows.tsv'
slopes = drawn.'/p2-fig7-slopes.tsv'
# a: what is trained when.
eval(panel(0.03, 0.97, 0.885, 0.975, 'a', ''))
unset border; unset tics; unset grid
set xrange [0:100]; set yrange [0:10]
part(x, y, width, colour, title) = box(x, y, width, 4, colour) \
  .sprintf("set label '%s' at %g, %g center front; ", title, x, y)
arrow(x, y, dx, dy) = sprintf("set arrow from %g, %g rto %g, %g size 0.7, 20 filled linecolor rgb quiet; ", \
  x, y, dx, dy)
eval(part(6, 7.5, 12, 'white', 'input').part(28, 7.5, 22, glass, 'Deep-R, down: fixed'))
eval(part(58, 7.5, 22, glass, 'Deep-R, up: fixed').part(88, 7.5, 16, 'white', 'output in focus'))
eval(part(58, 1.8, 22, '#ffe8c0', 'decoder, as up: trained').part(88, 1.8, 16, 'white', 'defocus map, dz'))
eval(arrow(12, 7.5, 5, 0).arrow(39, 7.5, 8, 0).arrow(69, 7.5, 11, 0).arrow(69, 1.8, 11, 0).arrow(39, 6.5, 8, -4.2))
set label 'the map: at each pixel the mean over '.p_pair_size.' pixels, by weights that the decoder gives them' \
  at 0, 1.8 font ',7' textcolor rgb quiet
plot NaN
# dz is focus - z; all maps have one scale.
set palette defined (-1 '#2166ac', -0.5 '#92c5de', 0 '#f7f7f7', 0.5 '#f4a582', 1 '#b2182b')
set cbrange [-largest:largest]
left(i, gap) = (i - 1) * (side + gap)
bottom(k, gap) = -(k - 1) * (side + gap) - side
origin(x, y) = sprintf("binary filetype=png origin=(%g, %g) dx=1 dy=1 ", x + 0.5, y + 0.5)
map_at(file, x, y) = sprintf("'%s' ", file).origin(x, y) \
  ."using ((column(grey) / 127.5 - 1) * largest) with image"
bar = "set label '20 µm' at 0.05 * side, bottom(1, 0) + 0.14 * side front font ',7' textcolor rgb 'white'; \
  set arrow from 0.05 * side, bottom(1, 0) + 0.06 * side rto 20 / real(pixel_um), 0 nohead linewidth 3 \
  linecolor rgb 'white' front; "
row_names = "input Deep-R 'map, dz'"
# b: flat.
eval(distinct('stack', beside(flat), 'stack', ''))
if (words(stack)) {
  eval(picture(0.04, 0.6, 0.455, 0.83, 'b', '').own_greys)
  eval(row(beside(flat), 'width_px pixel_um', 'frame=1'))
  side = real(width_px)
  set xrange [0:left(words(z) + 1, 8)]; set yrange [bottom(3, 8):0] noextend
  set label 'flat, '.word(stack, 1) at left(words(z) + 1, 8) / 2, 0.2 * side center noenhanced
  set for [i = 1:words(z)] label sprintf('z = %s µm', word(z, i)) at left(i, 8) + side / 2, 0.07 * side center
  set for [k = 1:3] label word(row_names, k) at -0.08 * side, bottom(k, 8) + side / 2 center rotate by 90
  eval(bar)
  eval(scale(0.59, 0.455, 0.572, 'dz (µm)'))
  list = 'flat '.origin(0, bottom(2, 8)).'with rgbimage'
  do for [i = 1:words(z)] {
    list = list.', '.map_at(sprintf('%s/flat-map%d.png', pictures, i), left(i, 8), bottom(3, 8))
  }
  eval('plot '.list)
  unset colorbox
}
set style fill transparent solid 0.25 noborder
bounded(which) = text('mean_'.which.'_um') eq 'nan' ? number('mean_um') : number('mean_'.which.'_um')
eval(panel(0.71, 0.97, 0.5, 0.815, '', 'all flat test fields'))
eval(axes('true dz = focus - z (µm)', 'mean of the map (µm)'))
set xrange [-largest:largest]; set yrange [-largest:largest]; set key at graph 0.03, graph 0.98 font ',7' samplen 1.5
set object rectangle from -within, graph 0 to within, graph 1 behind fillcolor rgb '#e8f3e8' fillstyle solid noborder
true = "(number('true_um'))"
plot x linecolor rgb 'black' dashtype 2 title 'truth', \
     curve using @true:(number('mean_um') - number('pixel_sd_um')):(number('mean_um') + number('pixel_sd_um')) \
       with filledcurves linecolor rgb ours title 'deviation of the pixels', \
     fields using @true:(number('mean_um')) with points pointtype 7 pointsize 0.3 linecolor rgb quiet title 'a field', \
     curve using @true:(number('mean_um')):(bounded('low')):(bounded('high')) with yerrorlines linecolor rgb ours \
       linewidth 1.5 pointtype 7 pointsize 0.4 title 'mean and its 95 % interval'
# c: tilted.
eval(row(beside(tilted), 'width_px pixel_um stack', 'frame=1'))
side = real(width_px)
eval(distinct('names', rows, 'field', ''))
array heights[2] = ['0', '-2.2']
eval(picture(0.04, 0.55, 0.035, 0.4, 'c', ''))
set xrange [0:left(4, 16)]; set yrange [bottom(2, 16):0] noextend
set label sprintf('tilted by %s°, %s', p_tilt, stack) at left(4, 16) / 2, 0.17 * side center noenhanced
set for [i = 1:3] label word(row_names, i) at left(i, 16) + side / 2, 0.06 * side center
set for [k = 1:2] label sprintf('z = %s µm', heights[k]) at -0.07 * side, bottom(k, 16) + side / 2 center rotate by 90
eval(bar)
set style fill solid
eval('plot tilted '.origin(0, bottom(2, 16)).'with rgbimage, ' \
  .map_at(pictures.'/tilted-map1.png', left(3, 16), bottom(1, 16)).', ' \
  .map_at(pictures.'/tilted-map2.png', left(3, 16), bottom(2, 16)))
set style fill transparent solid 0.25 noborder
of(k) = sprintf('field=%s z_um=%s', word(names, 1), heights[k])
along_y = "(only(of(k), number('row')))"
do for [k = 1:2] {
  eval(row(slopes, 'tilt_deg', of(k)))
  eval(panel(0.64, 0.97, k == 1 ? 0.255 : 0.06, k == 1 ? 0.385 : 0.19, '', ''))
  eval(axes(k == 2 ? 'y (row)' : '', 'dz (µm)'))
  set xrange [0:512]; set xtics 128
  set label sprintf('z = %s µm: the slope of the means is that of %.2f°', heights[k], real(tilt_deg)) \
    at graph 0, graph 1.08 font ',8'
  if (k == 1) { set key at graph 0, graph 1.45 left top font ',7' samplen 1.5 } else { set key off }
  plot rows using @along_y:(number('mean_um') - number('sd_um')):(number('mean_um') + number('sd_um')) \
         with filledcurves linecolor rgb ours, \
       '' using @along_y:(number('mean_um')) with lines linecolor rgb ours linewidth 1.5 \
         title 'mean of each row, and the deviation of its pixels', \
       '' using @along_y:(number('line_um')) with lines linecolor rgb '#e6ab02' linewidth 2.5 title 'slope of the tilt'
}
