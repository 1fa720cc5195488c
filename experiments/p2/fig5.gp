# Images in rows of z and columns of methods, with a part of each enlarged and how alike it is to the plane in focus.
eval(figure(10, 6.2))
shown = drawn.'/p2-fig5-shown.tsv'
methods = 'input landweber published validation deep-r truth psf'
titles = "input Landweber Richardson-Lucy Richardson-Lucy Deep-R 'in focus' PSF"
as_published = p_deconv_baseline_iterations.' iterations'
subtitles = sprintf("'' '%s' '%s' 'iterations chosen' '' '' measured", as_published, as_published)
eval(row(pictures.'/truth.tsv', 'width_px pixel_um', ''))
px = real(width_px)
um = 1 / (px * real(pixel_um))
eval(row(pictures.'/psf.tsv', 'width_px pixel_um', ''))
psf_px = real(width_px)
psf_um = 1 / (psf_px * real(pixel_um))
eval(picture(0.045, 0.995, 0.01, 0.925, '', '').own_greys)
pitch = 1.03
set size noratio
set xrange [0:7 * pitch - 0.03]; set yrange [-words(z) * pitch:0] noextend
left(i) = (i - 1) * pitch
bottom(k) = -(k - 1) * pitch - 1
file(i, k) = sprintf('%s/%s%s', pictures, word(methods, i), word(methods, i) eq 'truth' ? '' : word(z, k))
part(i) = i < 3 || i == 5 ? 'method='.word(methods, i) : 'method=richardson-lucy choice='.word(methods, i)
do for [i = 1:7] {
  set label word(titles, i) at left(i) + 0.5, 0.17 center
  set label word(subtitles, i) at left(i) + 0.5, 0.06 center font ',7'
}
do for [k = 1:words(z)] {
  set label sprintf('z = %s µm', word(z, k)) at -0.09, bottom(k) + 0.5 center rotate by 90
  do for [i = 1:5] {
    eval(row(shown, 'ssim rmse', part(i).' z_um='.word(z, k)))
    set label sprintf('SSIM %.2f, RMSE %.2f', real(ssim), real(rmse)) at left(i) + 0.03, bottom(k) + 0.94 front \
      font ',7' textcolor rgb 'white'
  }
}
# The parts lie in the lower right corner of the pictures.
inset = 0.42
bar(x, y, length) = sprintf('set arrow from %g, %g rto %g, 0 nohead linewidth 3 linecolor rgb "white" front; ', \
  x, y, length)
do for [k = 1:words(z)] { do for [i = 1:7] { eval(bar(left(i) + 0.05, bottom(k) + 0.05, 5 * (i < 7 ? um : psf_um))) } }
set label '5 µm' at left(1) + 0.05, bottom(1) + 0.1 front font ',7' textcolor rgb 'white'
set label '5 µm' at left(7) + 0.05, bottom(1) + 0.1 front font ',7' textcolor rgb 'white'
whole(i, k) = sprintf("'%s.png' %s", file(i, k), at(left(i), bottom(k), 1, i < 7 ? px : psf_px))
enlarged(i, k) = sprintf("'%s-inset.png' %s", file(i, k), at(left(i) + 1 - inset, bottom(k), inset, 4 * int(px / 4)))
at(x, y, side, n) = sprintf('binary filetype=png origin=(%g,%g) dx=%g dy=%g with rgbimage', \
  x + side / n / 2, y + side / n / 2, side / n, side / n)
list = ''
do for [k = 1:words(z)] { do for [i = 1:7] {
  list = list.(list eq '' ? '' : ', ').whole(i, k).(i < 7 ? ', '.enlarged(i, k) : '')
  if (i < 7) { set object rectangle from left(i) + 1 - inset, bottom(k) to left(i) + 1, bottom(k) + inset front \
    fillstyle empty border rgb 'white' }
} }
eval('plot '.list)
