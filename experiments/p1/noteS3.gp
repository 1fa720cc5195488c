eval(figure(9, 5.8))
table = drawn.'/p1-noteS3.tsv'
# Each finding, the parameter that it changes, and a description.
findings = 'depth width dropout patches crop stopping'
parameters = 'layers width dropout patch crop keep'
titles = "'number of layers' 'width of a layer' 'dropout of the inputs' 'side of a patch (px)' 'crop of the spectrum' \
  'early stopping'"
# The value of a parameter in a list of changes: patch in patch=128,crop=64x32 has the value 128.
value_in(changes, parameter) = up_to_comma(changes[strstrt(changes, parameter.'=') + strlen(parameter) + 1:*].',')
up_to_comma(list) = list[1:strstrt(list, ',') - 1]
do for [i = 1:6] {
  left = 0.07 + (i - 1) % 3 * 0.32; top = 0.89 - (i - 1) / 3 * 0.47
  eval(panel(left, left + 0.26, top - 0.36, top, '', word(titles, i)).axes('', i % 3 == 1 ? 'RMSE (µm)' : ''))
  eval(distinct('changes', table, 'change', 'finding='.word(findings, i)))
  at(set) = only('finding='.word(findings, i).' set='.set, place(text('change'), changes))
  set xrange [-0.5:words(changes) - 0.5]; set yrange [0:*]
  set for [j = 1:words(changes)] xtics (value_in(word(changes, j), word(parameters, i)) j - 1)
  if (i == 1) { set key at screen 0.07, 0.99 left top } else { unset key }
  plot table using (at('validation') - 0.06):@interval with yerrorbars linecolor rgb pale pointtype 5 pointsize 0.6 \
         title 'validation stacks', \
       '' using (at('test') + 0.06):@interval with yerrorbars linecolor rgb ours pointtype 7 pointsize 0.6 \
         title 'test stacks; one training each'
}
