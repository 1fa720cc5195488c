eval(figure(7, 5))
do for [i = 1:4] {
  eval(picture(0.225 * i - 0.135, 0.225 * i + 0.07, 0.66, 0.94, '', 'NA '.word(shown, i)))
  plot word(pictures, i) @image
}
eval(panel(0.09, 0.97, 0.11, 0.61, '', '').axes('NA of the LED', 'RMSE of predicted defocus (µm)'))
set xrange [0:1]; set yrange [0:*]
set arrow from real(p_na), graph 0 to real(p_na), graph 1 nohead linecolor rgb quiet dashtype 2
set label 'darkfield' at real(p_na), graph 0.05 offset 0.5 textcolor rgb quiet
plot drawn.'/p1-figS1a.tsv' using (number('led_na')):(number('rmse_um')) smooth unique with lines linecolor rgb ours \
       linewidth 2 title 'ours, mean of the folds', \
     '' using (number('led_na')):(number('rmse_um')) with points pointtype 7 pointsize 0.4 linecolor rgb ours, \
     @theirs with linespoints linecolor rgb published pointtype 6 title 'Pinkard 2019'
