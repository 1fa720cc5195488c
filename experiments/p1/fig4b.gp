eval(figure(9.6, 6.6))
eval(row(drawn.'/p1-fig4b-optics.tsv', 'patch_px na lambda_um pixel_um led_na_y', ''))
na = real(na); led_x = 0; led_y = real(led_na_y); reach = nyquist(real(lambda_um), real(pixel_um))
down = int(patch_px); across = down / 2 + 1
saliency(left, letter, title) = frequencies(left, left + 0.19, 0.61, 0.885, letter, title) \
  .scale(left + 0.19, 0.61, 0.885, 'µm per mean feature')."set logscale cb; \
  set cbtics (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5); ".box(0, 0, 2 * reach, 2 * reach, '#dddddd')
ring = '#00bfff'
set palette defined (0 '#000004', 1 '#51127c', 2 '#b73779', 3 '#fc8961', 4 '#fcfdbf')
eval(saliency(0.065, 'b', "saliency, the profile's recipe"))
plot values(profile_saliency) @half, '' @mirrored
eval(saliency(0.405, '', 'saliency, our recipe; grey: not seen').axes('kx λ', ''))
plot values(ours_saliency) @half, '' @mirrored
set palette gray; unset logscale cb; ring = published
eval(spectrum(0.735, 0.925, 0.61, 0.885, '', 'mean spectrum of a stack', mean_spectrum).axes('kx λ', ''))
eval(scale(0.925, 0.61, 0.885, 'ln power'))
plot mean_spectrum @spectral
unset colorbox
eval(panel(0.08, 0.43, 0.09, 0.42, '', 'gradient along the edges of the circles'))
eval(axes('distance from the edge, NA (inside < 0)', 'mean gradient (µm per mean feature)'))
set xrange [-na:0.5]; set yrange [0:*]; set xtics 0.2; set offsets 0, 0, graph 0.3, 0
set arrow from 0, graph 0 to 0, graph 1 nohead back linecolor rgb quiet dashtype 2
edge(recipe) = only('recipe='.recipe, number('edge_na'))
set key at graph 0.02, graph 0.98
plot drawn.'/p1-fig4b-profile.tsv' using (edge('profile')):(number('saliency_um')) with linespoints \
       linecolor rgb published pointtype 7 pointsize 0.3 title "the profile's recipe", \
     '' using (edge('ours')):(number('saliency_um')) with linespoints linecolor rgb ours \
       pointtype 7 pointsize 0.3 title 'our recipe'
# What the edges are: the light that is scattered most. From a specimen out of focus it passes beside the objective.
eval(picture(0.50, 0.99, 0.05, 0.42, '', 'in focus'))
set xrange [-1:3.6]; set yrange [-1.3:1.2]
set label 'out of focus: edges lost' at 1.6, graph 1 offset 0, 1.2
wide = na / sqrt(1 - na**2)
do for [i = 0:1] {
  at_x = 2.4 * i; up = 0.6 * i
  eval(specimen(at_x, up))
  set object ellipse center at_x, -1 size 2.1 * wide, 0.25 front fillcolor rgb glass fillstyle solid border rgb quiet
  do for [slope = -2:2] {
    run = slope * wide / 2.06; lost = abs(run) * (1 + up) > wide
    set arrow from at_x, up to at_x + run * (1 + up), -1 linecolor rgb (lost ? published : ours) dashtype 1 + lost \
      size screen 0.006,25
  }
}
set arrow from -0.9, 0 to 3.3, 0 nohead linecolor rgb quiet dashtype 3
set label 'plane in focus' at 1.2, 0.1 center textcolor rgb quiet
set label sprintf('objective, NA %g', na) at 0, -1.22 center; set label 'specimen' at 3.1, 0.6
plot NaN
