eval(figure(9, 6))
recipes = 'profile published ours'
titles = "profile 'published recipe' 'our recipe'"
array colours[3] = [quiet, published, ours]
array points[3] = [5, 6, 7]
table = drawn.'/p1-depth.tsv'
left(i) = i == 1 ? 0.09 : 0.58
depth(i) = only('recipe='.word(recipes, i).' step=2', number('by_target_um'))
line = "with linespoints linecolor rgb colours[i] pointtype points[i] pointsize 0.5 title word(titles, i)"
by_depth(column, bottom, letter, name) = panel(left(column), left(column) + 0.38, bottom, bottom + 0.34, letter, '') \
  .axes('true defocus (µm)', name)."set key off; "
eval(by_depth(1, 0.57, 'a', 'RMSE (µm)'))
set yrange [0:*]; set key at screen 0.3, 0.99 center top horizontal
plot for [i = 1:3] table using (depth(i)):(number('rmse_um')) @line, \
  abs(x) <= 8 ? abs(x) : NaN with lines linecolor rgb 'black' dashtype 2 title 'always 0'
eval(by_depth(2, 0.57, 'b', 'bias (µm)'))
plot for [i = 1:3] table using (depth(i)):(number('bias_um')) @line
eval(by_depth(1, 0.1, 'c', 'predicted on the right side (%)'))
set yrange [0:100]
plot for [i = 1:3] table using (depth(i)):(100 * number('right_side')) @line
moves = drawn.'/p1-depth-moves.tsv'
eval(row(moves, 'within_um', 'recipe=ours moves=0'))
eval(panel(left(2), left(2) + 0.38, 0.1, 0.44, 'd', ''))
eval(axes('moves of the stage', sprintf('within %.2f µm of focus (%%)', real(within_um))))
set xrange [-0.6:2.6]; set yrange [0:100]; set xtics 1 scale 0; set style fill solid 0.7; set boxwidth 0.24
at(i) = only('recipe='.word(recipes, i), number('moves') + (i - 2) * 0.26)
plot for [i = 1:3] moves using (at(i)):(100 * number('within')) with boxes linecolor rgb colours[i]
