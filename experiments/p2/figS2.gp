# a: around a bead, the input and planes of Deep-Z, and below each as Deep-R focuses it. b: the width
# of the beads.
eval(figure(10, 6.2))
eval(row(beside(picture), 'width_px height_px pixel_um', 'frame=1'))
side = real(width_px); gap = 4
eval(picture(0.05, 0.99, 0.48, 0.93, 'a', '').scale_bar('-0.05'))
set label 'input, z = -2 µm' at side / 2, graph 1.04 center font ',8'
set for [i = 1:words(at)] label sprintf('Deep-Z to %s µm', word(at, i)) at i * (side + gap) + side / 2, graph 1.04 \
  center font ',8'
set label 'as it is' at -5, side * 1.5 + gap center rotate by 90 font ',8'
set label 'after Deep-R' at -5, side / 2 center rotate by 90 font ',8'
set label 'each by itself, square root of the counts' at graph 0, graph -0.05 font ',7' textcolor rgb quiet
plot picture @image
widths = drawn.'/p2-figS2.tsv'
array sources[3] = ['deep-z', 'both', 'deep-r']
array names[3] = ['Deep-Z', 'Deep-R of the images of Deep-Z', 'Deep-R of the input at z = -2 µm']
array colours[3] = [published, ours, 'black']
eval(panel(0.075, 0.985, 0.1, 0.38, 'b', '').axes('z to which Deep-Z moves the plane (µm)', 'lateral FWHM (µm)'))
set xrange [-2.1:2.1]; set xtics 0.4; set yrange [0:*]; set ytics auto
set arrow from 0, graph 0 to 0, graph 1 nohead dashtype 2 linecolor rgb quiet
set key at graph 0.5, graph 1.18 center top horizontal font ',8'
z(i) = only('source='.sources[i], number('z_um'))
every = "number('every_um')"
deviation(x) = text('every_sd_um') eq 'nan' ? 0 : number('every_sd_um')
set style fill transparent solid 0.2 noborder
# The baseline is one plane, drawn as a line across; the first line draws nothing, without any row too.
across(x) = only('source=deep-r', x)
plot 0 with lines linewidth 0 linecolor rgb 'white', \
     for [i = 1:2] widths using (z(i)):(@every - deviation(0)):(@every + deviation(0)) with filledcurves \
       linecolor rgb colours[i], \
     for [i = 1:2] '' using (z(i)):(@every) with lines linewidth 1.8 linecolor rgb colours[i] title names[i], \
     '' using (across(-2.1)):(@every):(4.2):(0) with vectors nohead linewidth 1.8 linecolor rgb colours[3], \
     '' using (across(-2)):(@every):(deviation(0)) with yerrorbars pointtype 7 pointsize 0.5 linecolor rgb colours[3], \
     NaN with lines linewidth 1.8 linecolor rgb colours[3] title names[3]
