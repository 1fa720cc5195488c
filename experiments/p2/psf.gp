# SSIM against z, in a panel for each world; below, RMSE.
eval(figure(9, 6.2))
table = drawn.'/p2-psf.tsv'
eval(row(paper, 'value', 'experiment=p2-fig2 quantity=sharp_ssim'))
worlds = words(panels)
left(i) = 0.065 + (i - 1) * 0.93 / worlds
panel_of(i, bottom, top, title) = panel(left(i), left(i) + 0.93 / worlds - 0.035, bottom, top, '', title) \
  ."set xrange [-5.4:5.4]; set xtics 2; set key off; "
part(i) = sprintf('slices=%s exposure=%s psf=%s', word(word_list(i), 1), word(word_list(i), 2), word(word_list(i), 3))
word_list(i) = join(word(panels, i))
join(w) = strstrt(w, ',') ? w[1:strstrt(w, ',') - 1].' '.join(w[strstrt(w, ',') + 1:*]) : w
title_of(i) = word(word_list(i), 3).' PSF, '.(word(word_list(i), 1) == 1 ? 'thin' : '4 µm').light_of(i)
light_of(i) = word(word_list(i), 2) == 1 ? '' : ', light × '.word(word_list(i), 2)
chosen = 'method=richardson-lucy choice='
series = sprintf("method=input method=landweber '%spublished' '%svalidation' method=deep-r", chosen, chosen)
names = "input Landweber 'Richardson-Lucy, ".p_deconv_baseline_iterations. \
  " iterations' 'Richardson-Lucy, iterations chosen' Deep-R"
array colours[5] = [quiet, published, pale, ours, focused]
array points[5] = [6, 5, 8, 7, 9]
shift(s) = (s - 3) * 0.1
line = "with linespoints linecolor rgb colours[s] pointtype points[s] pointsize 0.5 linewidth 1.2"
# The interval of the mean over the fields: of one series only, as the others' are as wide. It may be empty.
bound(name, which) = text(name.'_'.which) eq 'nan' ? number(name) : number(name.'_'.which)
interval(name) = sprintf("(number('%s')):(bound('%s', 'low')):(bound('%s', 'high'))", name, name, name)
ssim = interval('ssim')
rmse = interval('rmse')
bars = "with yerrorbars linecolor rgb ours pointtype 0"
at(i, s) = only(part(i).' '.word(series, s), number('z_um') + shift(s))
eval(panel(0.05, 0.97, 0.9, 0.98, '', ''))
unset border; unset tics; unset grid; set xrange [0:1]; set yrange [0:1]
set key center top horizontal samplen 3 width 1
plot for [s = 1:5] NaN with linespoints linecolor rgb colours[s] pointtype points[s] pointsize 0.5 linewidth 1.2 \
  title word(names, s), NaN with lines linecolor rgb 'black' dashtype 2 title 'sharp, as Luo 2020 says'
do for [i = 1:worlds] {
  eval(panel_of(i, 0.52, 0.84, title_of(i)))
  set yrange [0:1]; set xlabel ''; set format x ''
  if (i == 1) { set ylabel 'SSIM' offset 1 } else { set format y '' }
  plot for [s = 1:5] table using (at(i, s)):(number('ssim')) @line, '' using (at(i, 4)):@ssim @bars, \
    real(value) with lines linecolor rgb 'black' dashtype 2
}
do for [i = 1:worlds] {
  eval(panel_of(i, 0.11, 0.42, ''))
  set yrange [0:1]; set xlabel 'z (µm)'
  if (i == 1) { set ylabel 'RMSE' offset 1 } else { set format y '' }
  plot for [s = 1:5] table using (at(i, s)):(number('rmse')) @line, '' using (at(i, 4)):@rmse @bars
}
