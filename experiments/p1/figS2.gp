eval(figure(9.6, 3.3))
na = real(p_na); led_x = 0; reach = nyquist(real(p_lambda), real(p_pixel))
# The scale of grey is that of the first for all.
eval(row(beside(word(pictures, 1)), 'black white', '')); set cbrange [real(black):real(white)]
do for [i = 1:4] {
  led_y = real(word(leds, i)); right = 0.215 * i + 0.045
  eval(spectrum(right - 0.19, right, 0.29, 0.87, '', 'LED at NA '.word(leds, i), word(pictures, i)))
  if (i > 1) { set format y ''; unset ylabel }
  if (i == 4) { eval(scale(right, 0.30, 0.86, 'mean ln power')) }
  set for [y in '1 -1'] object circle at 0, y * led_y size na arc [-90:90] front fillcolor rgb '#4488ff' \
    fillstyle transparent solid 0.25 noborder
  if (i == 1) { set label sprintf('Blue: what P1 crops. The pixels of the camera end the spectrum at %.2f/λ (Nyquist), \
and cut the circles.', reach) at screen 0.07, 0.05 }
  plot word(pictures, i) @spectral
}
