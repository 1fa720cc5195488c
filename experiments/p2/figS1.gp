eval(figure(10, 7))
table = drawn.'/p2-figS1.tsv'
eval(row(beside(picture), 'pixel_um width_px', 'frame=1'))
eval(distinct('fields', table, 'field', ''))
eval(row(drawn.'/p2-figS1-fields.tsv', 'planes', 'reference=tilt z_um=0 field='.word(fields, 1)))
# a: the slope of the sample through the depth of the frame, from the side.
eval(panel(0.07, 0.2, 0.6, 0.93, 'a', 'sample, from the side').axes('z (µm)', 'row'))
set yrange [512:0]; set xrange [-3:3]; set xtics 1; set ytics 128
set label sprintf('tilt %s°', p_tilt) at graph 0.17, graph 0.06
set arrow from 0, graph 0 to 0, graph 1 nohead linecolor rgb ours linewidth 1.5
set arrow from -2.2, graph 0 to -2.2, graph 1 nohead linecolor rgb published linewidth 1.5
surface = 'reference=tilt z_um=0 field=all'
plot table using (only(surface, number('height_um'))):(number('row')) with lines linewidth 3 linecolor rgb 'black'
eval(picture(0.25, 0.99, 0.6, 0.93, 'b', ''))
eval(scale_bar('-0.1'))
array named[3] = ['input, z = 0 µm', 'input, z = -2.2 µm', sprintf('reference: brightest of %s planes', planes)]
set for [i = 1:3] label named[i] at first (i - 1) * (real(width_px) + 12), graph 1.05
plot picture @image
# The relative sharpness of each row.
curve(where) = only(where, number('row'))
sharp = "(number('sharpness'))"
sd(x) = text('sharpness_sd') eq '-' ? 0 : number('sharpness_sd') # of one field there is none
band = "(number('sharpness') - sd(0)):(number('sharpness') + sd(0))"
rows(left, right, letter, title) = panel(left, right, 0.1, 0.48, letter, title) \
  .axes('row', 'sharpness, relative to the reference')."set xrange [0:512]; set xtics 128; set yrange [0:1.6]; \
  set key at graph 0.02, graph 0.02 left bottom font ',8'; "
array z[2] = ['0', '-2.2']
array colours[2] = [ours, published]
set style fill transparent solid 0.2 noborder
do for [k = 1:2] {
  field = word('all '.word(fields, 1), 3 - k)
  of(i, reference) = sprintf('reference=%s field=%s z_um=%s', reference, field, z[i])
  eval(rows(k == 1 ? 0.07 : 0.57, k == 1 ? 0.49 : 0.99, k == 1 ? 'c' : 'd', \
    k == 1 ? 'one field, deviation of the fits' : 'all test fields, deviation from field to field'))
  plot for [i = 1:2] table using (curve(of(i, 'tilt'))):@band with filledcurves linecolor rgb colours[i], \
       for [i = 1:2] '' using (curve(of(i, 'tilt'))):@sharp with lines linewidth 2 linecolor rgb colours[i] \
         title 'input, z = '.z[i].' µm', \
       for [i = 1:2] '' using (curve(of(i, 'published'))):@sharp with lines dashtype 3 linecolor rgb colours[i] \
         title i == 1 ? 'dotted: relative to the planes from 0 to 1.8 µm' : ''
}
