eval(figure(10, 6))
looks = drawn.'/p2-fig1-looks.tsv'
eval(distinct('numbers', looks, 'look', '').distinct('heights', looks, 'z_um', ''))
many = words(numbers)
eval(row(looks, 'closed_s z_um sharpest_um', 'look='.word(numbers, many)))
eval(row(beside(montage), 'pixel_um width_px height_px', 'frame=1'))
# a: what the search sees, look by look, and the one frame that a network is given. They are equally high.
wide = many > 8 ? 0.8 / many : 0.096; height = wide * 10 / 6
left(i) = 0.05 + (i - 1) * wide
eval(picture(left(1), left(many + 1), 0.76, 0.76 + height, 'a', ''))
eval(scale_bar('-0.24'))
set label sprintf("a search: %d exposures, and one of the image", many) at graph 0, graph 1.2
set for [i = 1:many] label word(numbers, i) at graph (i - 0.5) / many, graph 1.07 center font ',8'
set for [i = 1:many] label sprintf(i == 1 ? 'z = %.2f µm' : '%.2f', real(word(heights, i))) \
  at graph (i - 0.5) / many, graph -0.1 center font ',8'
plot montage @image
single = 0.985 - wide
eval(picture(single, 0.985, 0.76, 0.76 + height, 'b', ''))
eval(scale_bar('-0.24'))
set label 'a network: one' at graph 0, graph 1.2
set label sprintf('z = %.2f µm', real(word(heights, 1))) at graph 0.5, graph -0.1 center font ',8'
set xrange [0:real(height_px)]
plot montage @image
# c: where the stage is, and when the light is on
eval(panel(0.07, 0.57, 0.1, 0.62, 'c', sprintf('light on the sample: %d exposures of a search and its image, \
one of a network', many + 1)).axes('time (s)', 'z of the stage (µm)'))
set xrange [0:real(closed_s) * 1.03]; set offsets 0, 0, graph 0.08, graph 0.08
set key at graph 1, graph 0.02 right bottom
plot looks using (number('opened_s')):(number('z_um')) with steps linecolor rgb pale title 'moves of the stage', \
     real(sharpest_um) with lines linecolor rgb 'black' dashtype 2 title 'sharpest plane', \
     looks using (number('opened_s')):(number('z_um')):(number('closed_s') - number('opened_s')):(0) \
       with vectors nohead linecolor rgb ours linewidth 5 title 'exposures of the search', \
     looks using (number('closed_s')):(number('z_um')):(text('look')) with labels offset 0.8, 0.6 font ',8', \
     looks using (only('look=1', number('opened_s'))):(number('z_um')) with points pointtype 6 pointsize 2.2 \
       linewidth 2 linecolor rgb published title 'the exposure of a network'
# d: the sharpness that the search climbs
eval(panel(0.67, 0.985, 0.1, 0.62, 'd', '').axes('z (µm)', sprintf('sharpness (%s)', p_autofocus_search_measure)))
set offsets graph 0.06, graph 0.06, graph 0.08, graph 0.05
set arrow from real(sharpest_um), graph 0 to real(sharpest_um), graph 1 nohead dashtype 2
plot looks using (number('z_um')):(number('score')) with points pointtype 7 linecolor rgb ours, \
     looks using (only('look=1', number('z_um'))):(number('score')) with points pointtype 6 pointsize 2.2 \
       linewidth 2 linecolor rgb published, \
     looks using (number('z_um')):(number('score')):(text('look')) with labels offset 0, -0.9 font ',8'
