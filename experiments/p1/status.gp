eval(figure(9, 6))
table = drawn.'/p1-status.tsv'
eval(distinct('conditions', table, 'condition', ''))
count = words(conditions)
at(recipe, shift) = only('recipe='.recipe, count - 1 - place(text('condition'), conditions) + shift)
bar(recipe, shift) = sprintf("using (number(share) / 2):(at('%s', %g)):(number(share) / 2):(0.18) with boxxyerror", \
  recipe, shift)
by_ours = bar('ours', 0.2)
by_profile = bar('profile', -0.2)
titles = "'wrong by more than 5 µm, status ok' 'flagged: any status but ok'"
set style fill solid 0.8
do for [i = 1:2] {
  left = i == 1 ? 0.13 : 0.57
  eval(panel(left, left + 0.4, 0.09, 0.93, word('a b', i), word(titles, i)).axes('frames (%)', ''))
  set xrange [0:i == 1 ? 60 : 100]; set yrange [-0.7:count - 0.3]; set key bottom right
  if (i == 1) { set for [j = 1:count] ytics (word(conditions, j) count - j) scale 0 } else { set format y ''; unset key
    set for [j = 1:count] ytics ('' count - j) scale 0 }
  share = word('silent_percent flagged_percent', i)
  set arrow from (i == 1 ? 2 : 5), graph 0 to (i == 1 ? 2 : 5), graph 1 nohead linecolor rgb quiet dashtype 2
  plot table @by_ours linecolor rgb ours title 'our recipe', \
       '' @by_profile linecolor rgb published title 'the profile'
}
