eval(figure(11.5, 3.6))
eval(row(drawn.'/p1-fig4b-optics.tsv', 'patch_px na lambda_um pixel_um led_na_y', ''))
na = real(na); led_na = real(led_na_y)
reach = real(lambda_um) / (2 * real(pixel_um)) # the highest frequency, in NA
step = 2 * reach / real(patch_px); fine = 2 * reach / real(p_size) # a frequency bin of a patch, of a frame
spectrum(left, title) = map(left, left + 0.20, 0.16, 0.90, '', title).axes('kx λ', left < 0.1 ? 'ky λ' : '') \
  ."set xrange [-reach:reach]; set yrange [-reach:reach]; set xtics 0.4; set ytics 0.4; \
  set for [y in '1 -1'] object circle at 0, y * led_na size na front fillstyle empty border linecolor rgb published \
  linewidth 1.5"
# The computed half, and its mirror image, since the spectrum of a real image is symmetric.
half = "binary filetype=png origin=(0,-reach) dx=step dy=step with rgbimage"
mirrored = "binary filetype=png flipx flipy origin=(-reach,-reach+step) dx=step dy=step with rgbimage"
eval(spectrum(0.05, "saliency, the profile's recipe"))
plot profile_saliency @half, '' @mirrored
eval(spectrum(0.29, 'saliency, our recipe'))
plot ours_saliency @half, '' @mirrored
eval(spectrum(0.53, 'mean log spectrum of a stack'))
plot mean_spectrum binary filetype=png origin=(-reach,-reach) dx=fine dy=fine with rgbimage
eval(panel(0.80, 0.99, 0.16, 0.90, '', 'mean saliency along the edges'))
eval(axes('distance from the edge, NA (inside < 0)', 'µm'))
set xrange [-na:0.5]; set yrange [0:*]; set xtics 0.2
set arrow from 0, graph 0 to 0, graph 1 nohead linecolor rgb published
edge(recipe) = only('recipe='.recipe, number('edge_na'))
plot drawn.'/p1-fig4b-profile.tsv' using (edge('profile')):(number('saliency_um')) with linespoints \
       linecolor rgb published pointtype 7 pointsize 0.3 title "the profile's", \
     '' using (edge('ours')):(number('saliency_um')) with linespoints linecolor rgb ours \
       pointtype 7 pointsize 0.3 title 'ours'
