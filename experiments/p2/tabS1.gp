eval(figure(10, 8))
table = drawn.'/p2-tabS1.tsv'
# A frame of each sample, in focus.
samples = 'breast tilted ovary prostate beads beads-deep nuclei filaments'
titles = "'breast' 'breast, tilted' 'ovary' 'prostate, stained' 'beads' 'beads in 20 µm' 'nuclei' 'actin filaments'"
across_x(i) = 0.04 + 0.245 * ((i - 1) % 4)
bottom_of(i) = i > 4 ? 0.42 : 0.72
do for [c in 'red green blue'] {
  eval(row(beside(folder.'/prostate-'.c.'.png'), 'white', ''))
  eval(c.' = real(white) / 255')
}
lit(x) = x > 255 ? 255 : x
do for [i = 1:8] {
  sample = word(samples, i)
  png = folder.'/'.(sample eq 'prostate' ? 'prostate-green' : sample).'.png'
  eval(row(beside(png), 'pixel_um width_px', ''))
  eval(picture(across_x(i), across_x(i) + 0.2, bottom_of(i), bottom_of(i) + 0.23, sprintf('%c', 96 + i), \
    word(titles, i)).scale_bar('-0.08'))
  if (sample eq 'prostate') {
    plot folder.'/prostate.tsv' using (int(column(0)) % across):(across - 1 - int(column(0)) / across): \
      (lit(number('red') / red)): \
      (lit(number('green') / green)):(lit(number('blue') / blue)) with rgbimage
  } else {
    plot png @image
  }
}
# The table, a cell as ours / published.
eval(panel(0.04, 0.99, 0.03, 0.34, 'i', 'the data sets: as built here / as published'))
unset border; unset tics; unset grid
set xrange [0:100]; set yrange [7.5:-1.2]
columns = 'training validation test area_mm2 range_um step_um depths'
heads = "'fields for training' 'validation' 'test' 'unique area (mm²)' 'range (±µm)' 'step (µm)' 'depths'"
at_x(i) = 40 + 9.2 * (i - 1)
set for [i = 1:7] label word(heads, i) at at_x(i), -0.7 center font ',7'
set arrow from 0, -0.3 to 100, -0.3 nohead linecolor rgb quiet
both(name) = text(name).' / '.text('published_'.name)
plot table using (0):(column(0)):(text('label')) with labels left noenhanced font ',8', \
     for [i = 1:7] '' using (at_x(i)):(column(0)):(both(word(columns, i))) with labels center font ',8'
