eval(figure(9, 8.4))
eval(distinct('images', drawn.'/sim-check.tsv', 'image', ''))
set key left bottom
do for [i = 1:4] {
  shown = word(images, i); left = 0.235 * i - 0.165; right = left + 0.2
  real_rows(x) = only('source=real image='.shown, x)
  simulated_rows(x) = only('source=simulated image='.shown, x)
  eval(row(drawn.'/sim-check.tsv', 'real_contrast simulated_contrast difference_ln', 'image='.shown))
  # real above simulated, with the same limits of black and white
  eval(picture(left, right, 0.52, 0.955, '', shown))
  if (i == 1) {
    set label 'real' at screen 0.045, 0.85 rotate center
    set label 'simulated' at screen 0.045, 0.635 rotate center
  }
  plot out.sprintf('/sim-check/%d.png', i - 1) @image

  eval(panel(left, right, 0.32, 0.49, '', '').axes('counts', i == 1 ? 'share of the pixels' : ''))
  set logscale y; set format y '10^{%L}'; set ytics 100; set yrange [1e-6:1]
  set xrange [0:i < 3 ? 250 : 130]; set xtics 0, (i < 3 ? 100 : 50)
  set label sprintf('sd/mean %.2f, %.2f', real(real_contrast), real(simulated_contrast)) at graph 0.98, 0.92 right
  plot drawn.'/sim-check-histogram.tsv' using (real_rows(number('value'))):(number('share')) with lines \
         linecolor rgb published linewidth 2, \
       '' using (simulated_rows(number('value'))):(number('share')) with lines linecolor rgb ours linewidth 1.5

  eval(panel(left, right, 0.07, 0.25, '', '').axes('cycles a pixel', i == 1 ? 'mean of ln power' : ''))
  set xrange [0.004:0.5]; set logscale x; set xtics (0.005, 0.05, 0.5); set ytics 2
  set label sprintf('rms difference %.2f', real(difference_ln)) at graph 0.98, 0.92 right
  plot drawn.'/sim-check-spectrum.tsv' using (real_rows(number('frequency_per_px'))):(number('ln_power')) with lines \
         linecolor rgb published linewidth 2 title (i == 1 ? 'real' : ''), \
       '' using (simulated_rows(number('frequency_per_px'))):(number('ln_power')) with lines \
         linecolor rgb ours linewidth 1.5 title (i == 1 ? 'simulated' : '')
}
