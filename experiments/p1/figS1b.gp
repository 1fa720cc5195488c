eval(figure(4.6, 4.8))
set size ratio -1
eval(axes('NA in x', 'NA in y'))
set xrange [-0.8:0.8]; set yrange [-0.8:0.8]
set object circle at 0, 0 size real(p_na) fillstyle empty border linecolor rgb quiet dashtype 2
set label sprintf('NA %s of the objective', p_na) at 0, -real(p_na) offset 0, -0.7 center textcolor rgb quiet
set key outside top center horizontal
chosen(y) = number('led_na_x') == 0 && abs(y - real(p_led_na)) < 0.001 ? y : NaN
plot drawn.'/p1-figS1b.tsv' using (number('led_na_x')):(number('led_na_y')) with points pointtype 7 pointsize 0.8 \
       linecolor rgb '#bbccdd' title 'LEDs of the patterns', \
     '' using (number('led_na_x')):(chosen(number('led_na_y'))) with points pointtype 7 pointsize 1 \
       linecolor rgb published title 'the LED of the main figures'
