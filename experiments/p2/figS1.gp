eval(figure(10, 11.5))
table = drawn.'/p2-figS1.tsv'
eval(row(beside(picture), 'pixel_um width_px', 'frame=1'))
eval(distinct('fields', table, 'field', ''))
covering(reference) = row(drawn.'/p2-figS1-fields.tsv', 'planes', 'source=input z_um=0 field='.word(fields, 1) \
  .' reference='.reference)
eval(covering('published'))
fewer = planes
eval(covering('tilt'))
array z[2] = ['0', '-2.2']
array colours[2] = [ours, published]
# a: the slope of the sample through the depth of the frame, from the side.
eval(panel(0.07, 0.2, 0.735, 0.96, 'a', 'sample, from the side').axes('z (µm)', 'row'))
set yrange [512:0]; set xrange [-3:3]; set xtics 1; set ytics 128
set label sprintf('tilt %s°', p_tilt) at graph 0.17, graph 0.06
do for [i = 1:2] {
  set arrow from real(z[i]), graph 0 to real(z[i]), graph 1 nohead linecolor rgb colours[i] linewidth 1.5
}
surface = 'source=input reference=tilt z_um=0 field=all'
plot table using (only(surface, number('height_um'))):(number('row')) with lines linewidth 3 linecolor rgb 'black'
eval(picture(0.25, 0.99, 0.52, 0.96, 'b', ''))
eval(scale_bar('-0.05').own_greys)
array named[3] = ['input', 'Deep-R', sprintf('reference: brightest of %s planes', planes)]
set for [i = 1:3] label named[i] at first (i - 1) * (real(width_px) + 12), graph 1.03
set for [i = 1:2] label sprintf('z = %s µm', z[i]) at first -24, graph 1.25 - i * 0.5 center rotate by 90 \
  textcolor rgb colours[i]
plot picture @image
# The relative sharpness of each row.
curve(where) = only(where, number('row'))
sharp = "(number('sharpness'))"
sd(x) = text('sharpness_sd') eq '-' ? 0 : number('sharpness_sd') # of one field there is none
band = "(number('sharpness') - sd(0)):(number('sharpness') + sd(0))"
array side[2] = ['one field, deviation of the fits', 'all test fields, deviation from field to field']
set style fill transparent solid 0.2 noborder
array shade[2]
do for [i = 1:2] { do for [k = 1:2] {
  field = word('all '.word(fields, 1), 3 - k)
  of(s, reference) = sprintf('source=%s reference=%s field=%s z_um=%s', word('input output', s), reference, field, z[i])
  top = 0.445 - (i - 1) * 0.225
  eval(panel(k == 1 ? 0.07 : 0.57, k == 1 ? 0.49 : 0.99, top - 0.165, top, i == 1 ? word('c d', k) : '', \
    i == 1 ? side[k] : '').axes(i == 2 ? 'row' : '', 'relative sharpness'))
  set xrange [0:512]; set xtics 128; set yrange [0:*]
  set label sprintf('z = %s µm', z[i]) at graph 0.98, graph 0.07 right textcolor rgb colours[i]
  if (i == 1 && k == 2) { set key at graph 0.02, graph 0.02 left bottom font ',7' samplen 1.5 } else { set key off }
  shade[1] = quiet; shade[2] = colours[i]
  plot for [s = 1:2] table using (curve(of(s, 'tilt'))):@band with filledcurves linecolor rgb shade[s], \
       for [s = 1:2] '' using (curve(of(s, 'tilt'))):@sharp with lines linewidth 2 linecolor rgb shade[s] \
         title word('input Deep-R', s), \
       for [s = 1:2] '' using (curve(of(s, 'published'))):@sharp with lines dashtype 3 linecolor rgb shade[s] \
         title s == 1 ? sprintf('dotted: relative to the %s planes from 0 to 1.8 µm', fewer) : ''
} }
