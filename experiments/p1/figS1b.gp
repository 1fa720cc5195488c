eval(figure(4.8, 5.2))
eval(map(0.15, 0.97, 0.11, 0.85, 'b', '').axes('NA in x', 'NA in y'))
set xrange [-1:1]; set yrange [-1:1]
set object circle at 0, 0 size real(p_na) behind fillcolor rgb glass fillstyle solid noborder
set key at screen 0.14, 0.99 left top samplen 0.8 maxrows 3
size_of(count) = 0.3 + 0.15 * count
plot 'experiments/p1/dome.tsv' using (number('led_na_x')):(number('led_na_y')) with points pointtype 5 \
       pointsize 0.25 linecolor rgb quiet title 'LEDs of the dome', \
     drawn.'/p1-figS1b.tsv' using (number('led_na_x')):(number('led_na_y')):(size_of(number('patterns'))) with points \
       pointtype 6 pointsize variable linecolor rgb ours notitle, \
     NaN with boxes fillstyle solid noborder linecolor rgb glass title 'bright field, NA '.p_na, \
     NaN with points pointtype 6 pointsize size_of(1) linecolor rgb ours title 'in 1 of the patterns', \
     NaN with points pointtype 6 pointsize size_of(10) linecolor rgb ours title 'in 10 of the patterns', \
     '+' using (0):(real(p_led_na)) with points pointtype 7 pointsize 0.7 linecolor rgb published \
       title 'LED of the main figures'
