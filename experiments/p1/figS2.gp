eval(figure(9, 2.9))
na = real(p_na); reach = real(p_lambda) / (2 * real(p_pixel)); step = 2 * reach / real(p_size)
do for [i = 1:4] {
  led = real(word(leds, i))
  eval(map(0.24 * i - 0.18, 0.24 * i + 0.02, 0.18, 0.88, '', 'LED at NA '.word(leds, i)))
  eval(axes('kx λ', i == 1 ? 'ky λ' : ''))
  set xrange [-reach:reach]; set yrange [-reach:reach]; set xtics 0.5; set ytics 0.5
  do for [y in '1 -1'] {
    set object circle at 0, y * led size na front fillstyle empty border linecolor rgb published linewidth 1.5
    set object circle at 0, y * led size na arc [-90:90] front fillcolor rgb '#4488ff' \
      fillstyle transparent solid 0.25 noborder
  }
  plot word(pictures, i) binary filetype=png origin=(-reach,-reach) dx=step dy=step with rgbimage
}
