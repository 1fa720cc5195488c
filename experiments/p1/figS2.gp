figure_width = 9; figure_height = 2.9
eval(begin)
leds = '0.125 0.252 0.401 0.491'
na = real(p_na); step = real(p_lambda) / (real(p_size) * real(p_pixel)); reach = step * real(p_size) / 2
set multiplot
set size ratio -1
unset grid
set xrange [-reach:reach]; set yrange [-reach:reach]
set xtics 0.5; set ytics 0.5
set xlabel 'kx λ'; set ylabel 'ky λ' offset 1
do for [i = 1:4] {
  led = real(word(leds, i))
  set title sprintf('LED at NA %s', word(leds, i))
  set lmargin at screen 0.06 + (i - 1) * 0.24; set rmargin at screen 0.06 + (i - 1) * 0.24 + 0.20
  set tmargin at screen 0.88; set bmargin at screen 0.18
  do for [s = 0:1] {
    set object 10 + s circle at 0, (s ? -led : led) size na front fillstyle empty border linecolor rgb published linewidth 1.5
    set object 20 + s circle at 0, (s ? -led : led) size na arc [-90:90] front fillcolor rgb '#4488ff' fillstyle transparent solid 0.25 noborder
  }
  plot sprintf('%s/p1-figS2/%s.png', out, word(leds, i)) binary filetype=png origin=(-reach,-reach) dx=step dy=step with rgbimage
  set ylabel ''
}
unset multiplot
