eval(figure(7, 5.4))
eval(row(beside(fields), 'pixel_um z_um width_px', 'frame=1'))
eval(picture(0.09, 0.97, 0.66, 0.93, 'a', '').scale_bar('-0.12'))
set label sprintf('z = %g µm; grey: cube root of the counts, the same scale for all', real(z_um)) \
  at graph 0, graph -0.12
set for [i = 1:words(shown)] label 'NA '.word(shown, i) at first (i - 1) * (real(width_px) + 8), graph 1.1
plot fields @image
eval(panel(0.09, 0.97, 0.10, 0.55, '', '').axes('NA of the LED', 'RMSE of predicted defocus (µm)'))
set xrange [0:1]; set yrange [0:*]; set key at graph 0, graph 1.02 left bottom horizontal
set arrow from real(p_na), graph 0 to real(p_na), graph 1 nohead linecolor rgb quiet dashtype 2
set label 'darkfield' at real(p_na), graph 0.05 offset 0.5 textcolor rgb quiet
plot drawn.'/p1-figS1a.tsv' using (number('led_na')):(number('rmse_um')) smooth unique with lines linecolor rgb ours \
       linewidth 2 title 'ours, mean of folds', \
     '' using (number('led_na')):(number('rmse_um')) with points pointtype 7 pointsize 0.4 linecolor rgb ours \
       title 'each fold', \
     @theirs with linespoints linecolor rgb published pointtype 6 title 'Pinkard 2019'
