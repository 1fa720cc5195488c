figure_width = 9; figure_height = 5.6
eval(begin)
rmse(part, set) = real(system(sprintf("awk -F'\\t' '$1 == \"%s\" && $2 == \"%s\" {print $6}' %s/p1-fig4a.tsv", part, set, drawn)))
array parts[3] = ['magnitude', 'phase', 'real']
array titles[3] = ['magnitude', 'phase', 'real part']
set xrange [-40:40]; set yrange [-40:40]
set xtics 20; set ytics 20
set multiplot
do for [i = 1:3] {
  left = 0.07 + (i - 1) * 0.32
  do for [j = 1:2] {
    set_name = j == 1 ? 'training' : 'validation'
    top = 0.92 - (j - 1) * 0.44
    set lmargin at screen left; set rmargin at screen left + 0.27
    set tmargin at screen top; set bmargin at screen top - 0.35
    set xlabel (j == 2 ? 'true defocus (µm)' : ''); set ylabel (i == 1 ? 'predicted (µm)' : '') offset 1
    set label 1 (j == 1 ? titles[i] : '') at graph 0.5, graph 1.1 center font ',11'
    set label 2 sprintf('%s, RMSE %.2f µm', set_name, rmse(parts[i], set_name)) at graph 0.04, graph 0.94
    plot sprintf('%s/p1-fig4a-%s-%s.tsv', drawn, parts[i], set_name) using 6:2 \
      with points pointtype 7 pointsize 0.12 linecolor rgb (j == 1 ? quiet : ours), x with lines linecolor rgb published
  }
}
unset multiplot
