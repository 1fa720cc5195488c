# A row for each surface: its distances, the image that Deep-Z makes on it, that as Deep-R focuses it, and the plane
# in focus. At the right how alike both are to that plane, over the fields.
eval(figure(10, 5.4))
shown = drawn.'/p2-fig8-shown.tsv'
rows = words(surfaces)
reach = depth_um / 2.0
pitch = 1.03
columns = 'map deep-z deep-r truth'
titles = "'distances (DPM)' 'Deep-Z, uneven' 'Deep-R of it' 'in focus, z = 0'"
eval(distinct('drawn_field', shown, 'stack', ''))
if (drawn_field ne '') {
  eval(row(pictures.'/truth.tsv', 'width_px pixel_um', ''))
  px = real(width_px)
  um = 1 / (px * real(pixel_um))
  eval(picture(0.045, 0.645, 0.1, 0.925, '', ''))
  set size noratio
  set xrange [0:4 * pitch - 0.03]; set yrange [-rows * pitch:0] noextend
  left(i) = (i - 1) * pitch
  bottom(k) = -(k - 1) * pitch - 1
  do for [i = 1:4] { set label word(titles, i) at left(i) + 0.5, 0.05 center font ',8' }
  do for [k = 1:rows] {
    set label word(surfaces, k) at -0.08, bottom(k) + 0.5 center rotate by 90
    do for [i = 2:3] {
      eval(row(shown, 'ssim rmse', 'sample='.word(surfaces, k).' source='.word(columns, i)))
      set label sprintf('SSIM %.2f, RMSE %.2f', real(ssim), real(rmse)) at left(i) + 0.03, bottom(k) + 0.95 front \
        font ',7' textcolor rgb 'white'
    }
    set arrow from left(2) + 0.05, bottom(k) + 0.05 rto 5 * um, 0 nohead linewidth 3 linecolor rgb 'white' front
  }
  set label '5 µm' at left(2) + 0.05, bottom(1) + 0.1 front font ',7' textcolor rgb 'white'
  file(i, k) = sprintf("'%s/%s.png'", pictures, i == 4 ? 'truth' : word(surfaces, k).'-'.word(columns, i))
  at(i, k) = sprintf('binary filetype=png origin=(%g,%g) dx=%g dy=%g', left(i) + 0.5 / px, bottom(k) + 0.5 / px, \
    1 / px, 1 / px)
  as_distance = 'using ((2 * column(grey) / 255 - 1) * reach) with image'
  set palette defined (-1 '#2166ac', -0.5 '#92c5de', 0 '#f7f7f7', 0.5 '#f4a582', 1 '#b2182b')
  set cbrange [-reach:reach]
  set colorbox horizontal user origin screen 0.047, 0.065 size screen 0.14, 0.018
  set cbtics reach / 2 out scale 0.5 font ',7' offset 0, 0.4
  set label 'µm' at screen 0.197, screen 0.072 font ',7'
  list = ''
  do for [k = 1:rows] { do for [i = 1:4] {
    list = list.(list eq '' ? '' : ', ').file(i, k).' '.at(i, k).' '.(i == 1 ? as_distance : 'with rgbimage')
  } }
  eval('plot '.list)
  unset colorbox
}
array colours[2] = [published, ours]
array named[2] = ['Deep-Z, uneven', 'Deep-R of it']
over(lower, upper, name) = panel(0.73, 0.985, lower, upper, '', '').axes('', name) \
  ."set xrange [-0.6:rows - 0.4]; set yrange [0:1.2]; unset xtics; \
  set for [k = 1:rows] label word(surfaces, k) at k - 1, graph -0.07 center font ',8'; "
bound(name, which) = text(name.'_'.which) eq 'nan' ? number(name) : number(name.'_'.which)
interval_of(name) = sprintf("(number('%s')):(bound('%s', 'low')):(bound('%s', 'high'))", name, name, name)
ssim = interval_of('ssim')
rmse = interval_of('rmse')
x(i) = only('source='.word('deep-z deep-r', i), place(text('sample'), surfaces) + (i - 1.5) * 0.25)
eval(over(0.56, 0.88, 'SSIM'))
set key at graph 0.5, graph 1.22 center top samplen 1 font ',8'
set label 'mean over the fields' at graph 0.5, graph 1.28 center font ',8'
plot for [i = 1:2] drawn.'/p2-fig8.tsv' using (x(i)):@ssim with yerrorbars pointtype 7 \
  linecolor rgb colours[i] title named[i]
eval(over(0.12, 0.44, 'RMSE'))
plot for [i = 1:2] drawn.'/p2-fig8.tsv' using (x(i)):@rmse with yerrorbars pointtype 7 linecolor rgb colours[i]
