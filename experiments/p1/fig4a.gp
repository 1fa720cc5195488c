eval(figure(9, 5.8))
parts = 'magnitude phase real'
titles = "magnitude phase 'real part'"
sets = 'training validation'
do for [i = 1:3] {
  do for [j = 1:2] {
    part = word(parts, i); set_name = word(sets, j)
    eval(row(drawn.'/p1-fig4a.tsv', 'rmse_um', 'part='.part.' set='.set_name))
    eval(against(0.32 * i - 0.25, 0.32 * i + 0.02, 1.03 - 0.43 * j, 1.36 - 0.43 * j, i + j == 2 ? 'a' : '', \
      j == 1 ? word(titles, i) : '').axes(j == 2 ? 'true defocus (µm)' : '', i == 1 ? 'predicted (µm)' : ''))
    set yrange [-40:55]; set ytics -40, 20, 40
    set label sprintf('%s, RMSE %.2f µm', set_name, real(rmse_um)) at graph 0.04, graph 0.94
    if (i * j == 6) { set label 'Where points run level, the network sees no defocus.' at screen 0.07, 0.02 }
    plot word(predictions, 2 * i + j - 2) @predicted linecolor rgb (j == 1 ? quiet : ours), \
      x with lines linecolor rgb published
  }
}
