figure_width = 11.5; figure_height = 3.6
eval(begin)
images = out.'/p1-fig4b/'
cell(column) = real(system(sprintf("awk -F'\\t' 'NR == 2 {print $%d}' %s/p1-fig4b-optics.tsv", column, drawn)))
patch = cell(3); na = cell(4); led_na = cell(7)
step = cell(5) / (patch * cell(6)) # NA of a frequency bin
size = real(p_size); fine = cell(5) / (size * cell(6))
reach = step * patch / 2
set multiplot
set size ratio -1
set xrange [-reach:reach]; set yrange [-reach:reach]
set xtics 0.4; set ytics 0.4; unset grid
set object 1 circle at 0, led_na size na front fillstyle empty border linecolor rgb published linewidth 1.5
set object 2 circle at 0, -led_na size na front fillstyle empty border linecolor rgb published linewidth 1.5

# The half that is computed, and its mirror image, which a real image's spectrum repeats.
half(name) = images.name.'.png'
set xlabel 'kx λ'; set ylabel 'ky λ' offset 1
set tmargin at screen 0.90; set bmargin at screen 0.16
set title "saliency, the profile's recipe"
set lmargin at screen 0.05; set rmargin at screen 0.25
plot half('profile') binary filetype=png origin=(0,-reach) dx=step dy=step with rgbimage, \
     half('profile') binary filetype=png flipx flipy origin=(-reach,-reach+step) dx=step dy=step with rgbimage

set title 'saliency, our recipe'
set ylabel ''
set lmargin at screen 0.29; set rmargin at screen 0.49
plot half('ours') binary filetype=png origin=(0,-reach) dx=step dy=step with rgbimage, \
     half('ours') binary filetype=png flipx flipy origin=(-reach,-reach+step) dx=step dy=step with rgbimage

set title 'mean log spectrum of a stack'
set lmargin at screen 0.53; set rmargin at screen 0.73
plot images.'spectrum.png' binary filetype=png origin=(-reach,-reach) dx=fine dy=fine with rgbimage
unset object 1; unset object 2

set title 'mean saliency along the edges'
set size noratio; set grid
set xrange [-na:0.5]; set yrange [0:*]; set xtics 0.2; set ytics autofreq
set xlabel 'distance from the edge, NA (inside < 0)'; set ylabel 'µm' offset 1
set lmargin at screen 0.80; set rmargin at screen 0.99
set key top left
set arrow 1 from 0, graph 0 to 0, graph 1 nohead linecolor rgb published
of(recipe) = sprintf("< awk -F'\\t' '$1 == \"%s\"' %s/p1-fig4b-profile.tsv", recipe, drawn)
plot of('profile') using 2:4 with linespoints linecolor rgb published pointtype 7 pointsize 0.3 title "the profile's", \
     of('ours') using 2:4 with linespoints linecolor rgb ours pointtype 7 pointsize 0.3 title 'ours'
unset multiplot
