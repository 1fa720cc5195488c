eval(figure(8, 3.8))
set style fill solid 0.7
eval(panel(0.08, 0.46, 0.13, 0.80, '', '').axes('', 'RMSE of predicted defocus (µm)'))
recipes = 'published recropped ours'
titles = "'published recipe and crop' 'published recipe, our crop' 'our recipe and crop'"
array colours[3] = [published, '#f2b27f', ours]
set xrange [-0.6:1.6]; set yrange [0:*]; set errorbars linecolor rgb 'black'
set xtics ('validation stacks' 0, 'test stacks' 1) scale 0; set key at graph 0, graph 1.02 left bottom
at(i) = only('recipe='.word(recipes, i), place(text('set'), ' validation test') + (i - 2) * 0.26)
plot for [i = 1:3] drawn.'/p1-beyond.tsv' using (at(i)):@interval:(0.24) with boxerrorbars linecolor rgb colours[i] \
  title word(titles, i)
share = "(100 * number('low_confidence') / number('frames'))"
unseen = drawn.'/p1-beyond-unseen.tsv'
if (both) {
  eval(panel(0.58, 0.97, 0.13, 0.80, '', '').axes('', 'frames called low-confidence (%)'))
  set yrange [0:100]; set boxwidth 0.3
  eval(distinct('samples', unseen, 'tested', ''))
  set for [i = 1:words(samples)] xtics (word(samples, i) i - 1) scale 0
  tested(recipe, shift) = only('recipe='.recipe, place(text('tested'), samples) + shift)
  plot unseen using (tested('published', -0.17)):@share with boxes linecolor rgb published title 'published recipe', \
       '' using (tested('ours', 0.17)):@share with boxes linecolor rgb ours title 'our recipe'
}
