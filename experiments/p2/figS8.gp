table = drawn.'/p2-figS8.tsv'
eval(figure(9, 3.6))
eval(distinct('best', table, 'step', 'best=1'))
# The best round is yellow, as published.
highlight(x) = sprintf("set arrow 1 from %s, graph 0 to %s, graph 1 nohead back linewidth 6 linecolor rgb '#ffe680'; \
  set label 'best: %s' at %s, graph 1.05 right font ',8'; ", x, x, x, x)
marked = words(best) ? highlight(word(best, 1)) : ''
array names[2] = ['training: the whole loss', 'validation: BerHu']
array each[2] = ['training_loss', 'validation_error']
array smooth[2] = ['training_smooth', 'validation_smooth']
array colours[2] = [quiet, ours]
eval(panel(0.07, 0.55, 0.16, 0.88, 'a', '').axes('iterations', 'loss of the generator').marked)
set yrange [0:*]; set key bottom left samplen 1
plot for [i = 1:2] table using (number('step')):(number(each[i])) with lines linecolor rgb colours[i] linewidth 0.5 \
    notitle, \
  for [i = 1:2] '' using (number('step')):(number(smooth[i])) with lines linecolor rgb colours[i] linewidth 2.5 \
    title names[i]
eval(panel(0.64, 0.985, 0.16, 0.88, 'b', '').axes('iterations', 'loss of the critic').marked)
set yrange [0:0.5]; set key bottom left samplen 1
plot table using (number('step')):(number('critic_loss')) with lines linecolor rgb ours linewidth 0.5 notitle, \
  '' using (number('step')):(number('critic_smooth')) with lines linecolor rgb ours linewidth 2.5 title 'critic', \
  '' using (number('step')):(0.25) with lines dashtype 2 linecolor rgb 'black' title 'balance: 0.25'
