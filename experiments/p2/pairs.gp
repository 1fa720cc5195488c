eval(figure(11, 9.6))
fields = drawn.'/p2-pairs.tsv'
alike = drawn.'/p2-pairs-ssim.tsv'
moved = drawn.'/p2-pairs-drift.tsv'
eval(row(fields, 'true_um found_um', 'field='.shown))
# Five frames in a row, with something said below each.
under(i, text) = sprintf("set label '%s' at first %g, graph -0.04 center font ',8'; ", text, \
  (i - 0.5) * (real(width_px) + 8))
strip(left, right, bottom, top, letter, title, png) = row(beside(png), 'pixel_um width_px', 'frame=1') \
  .picture(left, right, bottom, top, letter, title).scale_bar('-0.17')
z_under = "do for [i = 1:5] { eval(row(beside(png), 'z_um', sprintf('frame=%d', i))); \
  eval(under(i, sprintf('z = %g µm', real(z_um)))) }"

png = folder.'/raw.png'
eval(strip(0.04, 0.66, 0.815, 0.965, 'a', 'planes as they were taken, with the drift of the stage', png))
eval(z_under)
plot png @image
png = folder.'/registered.png'
eval(strip(0.04, 0.66, 0.585, 0.735, 'b', 'registered: in the coordinates of the sharpest plane', png))
eval(z_under)
plot png @image

eval(panel(0.73, 0.985, 0.815, 0.955, 'c', 'motion of the planes').axes('', 'pixels'))
set xrange [-10:10]; set xtics 5; set offsets 0, 0, 2.5, 0; set key top left maxrows 2 samplen 1 font ',8'
drift = "with lines linewidth 2 linecolor rgb"
found = "with points pointsize 0.4 linecolor rgb"
plot moved using (number('z_um')):(number('drift_y_px')) @drift ours title 'y, simulated', \
     '' using (number('z_um')):(number('found_y_px')) @found ours pointtype 6 title 'found', \
     '' using (number('z_um')):(number('drift_x_px')) @drift published title 'x, simulated', \
     '' using (number('z_um')):(number('found_x_px')) @found published pointtype 4 title 'found'
eval(panel(0.73, 0.985, 0.585, 0.735, 'd', 'SSIM with the fused image').axes('z (µm)', 'SSIM'))
set xrange [-10:10]; set xtics 5; set yrange [0:1.4]; set ytics 0, 0.2, 1
set key at graph 0.99, graph 0.99 right top maxrows auto samplen 1 font ',8'
set arrow from real(found_um), graph 0 to real(found_um), 1 nohead linecolor rgb ours linewidth 1.5
set arrow from real(true_um), graph 0 to real(true_um), 1 nohead linecolor rgb published dashtype 2 linewidth 1.5
plot alike using (number('z_um')):(number('ssim')) with points pointtype 7 pointsize 0.2 linecolor rgb '#cccccc' \
       title 'other fields', \
     '' using (only('field='.shown, number('z_um'))):(number('ssim')) with linespoints pointtype 7 pointsize 0.4 \
       linecolor rgb 'black' title 'this one', \
     NaN with lines linecolor rgb ours title 'plane found', \
     NaN with lines linecolor rgb published dashtype 2 title 'sharpest without noise'

eval(strip(0.04, 0.165, 0.345, 0.495, 'e', 'fused (EDOF)', folder.'/fused.png'))
plot folder.'/fused.png' @image
eval(row(beside(folder.'/height.png'), 'black white', ''))
eval(strip(0.19, 0.315, 0.345, 0.495, 'f', 'its height map', folder.'/height.png'))
set palette defined (0 '#440154', 1 '#3b528b', 2 '#21918c', 3 '#5ec962', 4 '#fde725')
set cbrange [real(black):real(white)]
eval(scale(0.31, 0.345, 0.495, 'height (µm)'))
plot folder.'/height.png' binary filetype=png @graded
unset colorbox
png = folder.'/pairs.png'
eval(strip(0.40, 0.985, 0.345, 0.495, 'g', \
  'pairs of one crop, each of mean 0 and variance 1: inputs, and in the middle the truth', png))
set for [i = 1:5] label word(truth_um, i) eq '0' ? 'truth' : sprintf('input, z = %+d µm', int(word(truth_um, i))) \
  at first (i - 0.5) * (real(width_px) + 8), graph -0.05 center font ',8'
plot png @image

# The plane found beside the simulated focus, field by field.
eval(panel(0.07, 0.985, 0.07, 0.25, 'h', \
  'the plane found, relative to the sharpest plane without noise, in each of the test fields'))
eval(axes('', 'z (µm)'))
eval(distinct('samples', fields, 'sample', ''))
unset grid; set grid ytics; set xrange [-0.6:words(samples) - 0.4]; set yrange [-3:3]; set xtics scale 0
set for [i = 1:words(samples)] xtics (word(samples, i) i - 1)
set key at graph 0.99, graph 1.02 right bottom horizontal
set style fill solid noborder
do for [i = 1:words(samples)] {
  eval(row(paper, 'value', 'experiment=p2-pairs quantity=depth_of_field_um_'.word(samples, i)))
  set object rectangle from i - 1.4, -real(value) / 2 to i - 0.6, real(value) / 2 behind \
    fillcolor rgb glass fillstyle solid noborder
}
# What is further off than the panel reaches is drawn at its edge, with its number.
held(x) = abs(x) >= 2.8 ? 2.8 * sgn(x) : x
said(x) = !(abs(x) >= 2.8) ? '' : sprintf('%.1f', x)
spread(i) = place(text('sample'), samples) + 0.3 * sin(2.4 * i)
off = "number('found_minus_true_um')"
plot fields using (spread(column(0))):(held(@off)):(said(@off)) with labels point pointtype 7 pointsize 0.6 \
       linecolor rgb ours offset 2.5, 0 font ',7', \
     NaN with points pointtype 7 pointsize 0.6 linecolor rgb ours title 'a field', \
     NaN with boxes fillcolor rgb glass title 'depth of field'
