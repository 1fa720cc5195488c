figure_width = 4.6; figure_height = 4.8
eval(begin)
table = drawn.'/p1-figS1b.tsv'
set size ratio -1
set xlabel 'NA in x'; set ylabel 'NA in y'
set xrange [-0.8:0.8]; set yrange [-0.8:0.8]
set object 1 circle at 0,0 size real(p_na) fillstyle empty border linecolor rgb quiet dashtype 2
set label 1 sprintf('NA %s of the objective', p_na) at 0, -real(p_na) offset 0,-0.7 center textcolor rgb quiet
set key outside top center horizontal
plot table using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb '#bbccdd' title 'LEDs of the patterns', \
     '' using 1:($1 == 0 && abs($2 - real(p_led_na)) < 0.001 ? $2 : NaN) with points pointtype 7 pointsize 1 \
       linecolor rgb published title 'the LED of the main figures'
