eval(figure(10, 4.6))
do for [k = 1:2] {
  png = folder.'/'.word('test focused', k).'.png'
  eval(row(beside(png), 'pixel_um width_px', 'frame=1'))
  eval(distinct('zs', beside(png), 'z_um', ''))
  eval(picture(0.02, 0.55, 0.5 - (k - 1) * 0.46, 0.92 - (k - 1) * 0.46, 'ab'[k:k], \
    word("'another acquisition of the slide' 'focused by the network'", k)))
  set for [i = 1:words(zs)] label word(zs, i).' µm' at (real(width_px) + 4) * (i - 1) + 6, real(width_px) - 12 front \
    textcolor rgb 'white' font ',8'
  eval(scale_bar('-0.06'))
  plot png @image
}
png = folder.'/truth.png'
eval(row(beside(png), 'z_um pixel_um width_px', ''))
eval(photo(0.57, 0.71, 0.5, 0.92, '', 'nearest to focus', png))
plot png @image
table = drawn.'/p2-real-particles.tsv'
eval(panel(0.77, 0.99, 0.13, 0.9, 'c', '').axes('z (µm)', 'SSIM with the plane nearest to focus'))
set yrange [0:1]; set xrange [-55:55]; set key bottom left samplen 1 font ',7'
set object rectangle from -within, graph 0 to within, graph 1 behind fillcolor rgb '#e8f3e8' fillstyle solid noborder
array colours[2] = [quiet, ours]
plot for [k = 1:2] table using (only('source='.word('input output', k), number('z_um'))):(number('ssim')) \
  with linespoints pointtype 7 pointsize 0.4 linewidth 1.5 linecolor rgb colours[k] title word('input output', k)
