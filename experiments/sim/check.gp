eval(figure(9.4, 11))
eval(distinct('images', drawn.'/sim-check.tsv', 'image', ''))
# Two numbers, of the real image and of the simulated one, in their colours; never -0.00.
hundredths(x) = floor(100 * x + 0.5) / 100.0
both(what, first, second, y) = sprintf("set label '%s %.2f' at graph 0.98, %g right textcolor rgb published; \
  set label '%.2f' at graph 0.98, %g right textcolor rgb ours; ", \
  what, hundredths(first), y, hundredths(second), y - 0.11)
# A panel of the row from bottom to top; numbers stand at the left one.
chart(bottom, top, x, y) = panel(left, right, bottom, top, '', '').axes(x, i == 1 ? y : '')
common = "if (i > 1) { set format y '' }"
real_line = "with lines linecolor rgb published linewidth 2"
simulated_line = "with lines linecolor rgb ours linewidth 1.5"
do for [i = 1:4] {
  shown = word(images, i); left = 0.228 * i - 0.148; right = left + 0.2
  real_rows(x) = only('source=real image='.shown, x)
  simulated_rows(x) = only('source=simulated image='.shown, x)
  eval(row(drawn.'/sim-check.tsv', 'real_contrast simulated_contrast difference_ln', 'image='.shown))
  eval(row('experiments/sim/check.tsv', 'led_na_y', 'image='.shown))
  # real above simulated, with the same limits of black and white
  file = out.sprintf('/sim-check/%d.png', i - 1)
  eval(row(beside(file), 'pixel_um width_px z_um focus_um', 'frame=2'))
  eval(picture(left, right, 0.615, 0.96, '', shown.', LED NA '.led_na_y).scale_bar('-0.05'))
  if (i == 1) {
    set label 'real' at screen 0.055, 0.875 rotate center textcolor rgb published
    set label 'simulated' at screen 0.055, 0.70 rotate center textcolor rgb ours
    set label sprintf('Simulated %g µm from focus. The z and the LEDs of the real images are not published: this z and \
these NA look most like them.', real(z_um) - real(focus_um)) at screen 0.08, 0.015 font ',8' textcolor rgb quiet
  }
  plot file @image

  eval(chart(0.455, 0.575, 'counts', 'share of the pixels'))
  set logscale y; set format y '10^{%L}'; set ytics 100; set yrange [1e-6:1]; @common
  set xrange [0:i < 3 ? 250 : 130]; set xtics 0, (i < 3 ? 100 : 50)
  eval(both('sd/mean', real(real_contrast), real(simulated_contrast), 0.92))
  plot drawn.'/sim-check-histogram.tsv' using (real_rows(number('value'))):(number('share')) @real_line, \
       '' using (simulated_rows(number('value'))):(number('share')) @simulated_line

  eval(chart(0.27, 0.395, 'cycles a pixel', 'mean of ln power'))
  set xrange [0.004:0.5]; set logscale x; set xtics (0.005, 0.05, 0.5); set yrange [0:16]; set ytics 4; @common
  set label sprintf('rms difference %.2f', real(difference_ln)) at graph 0.98, 0.92 right
  plot drawn.'/sim-check-spectrum.tsv' using (real_rows(number('frequency_per_px'))):(number('ln_power')) @real_line, \
       '' using (simulated_rows(number('frequency_per_px'))):(number('ln_power')) @simulated_line

  relief = drawn.'/sim-check-relief.tsv'
  eval(row(relief, 'skewness_y', 'source=simulated image='.shown)); simulated = real(skewness_y)
  eval(row(relief, 'skewness_y', 'source=real image='.shown))
  eval(chart(0.10, 0.21, 'power along / across the LED', ''))
  set logscale x 2; set xrange [0.5:16]; set xtics 0.5, 2, 8; set yrange [0:5]
  set ytics (i == 1 ? 'coarse' : '' 1, i == 1 ? 'fine' : '' 2) scale 0
  eval(both('skewness of slopes', real(skewness_y), simulated, 0.9))
  plot for [band in 'coarse fine'] relief using (real_rows(number('ratio_'.band))): \
         (band eq 'coarse' ? 1 : 2) with points pointtype 7 linecolor rgb published, \
       for [band in 'coarse fine'] '' using (simulated_rows(number('ratio_'.band))):(band eq 'coarse' ? 1 : 2) \
         with points pointtype 7 linecolor rgb ours
}
