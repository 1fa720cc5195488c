eval(figure(10.5, 3.8))
table = drawn.'/p1-tabS1.tsv'
# A row of the table is a row of the picture; below it stands the rule by which the published number follows.
rows(left, right, what) = panel(left, right, 0.28, 0.88, '', '').axes(what, '')."set logscale x; set border 1; \
  set format x '10^{%L}'; set yrange [4.6:-0.6]; set ytics scale 0"
row = "(column(0)):yticlabels(text('network').', '.text('image_px').' px')"
circle = "with points linecolor rgb published pointtype 6 pointsize 1.3 linewidth 2"
dot = "with points linecolor rgb ours pointtype 7 pointsize 0.9"
rule = "with labels right offset 0, 0.5 font ',7' textcolor rgb quiet"
set key at screen 0.5, 0.99 center top horizontal
eval(rows(0.135, 0.42, 'learnable weights'))
set xrange [1e4:1e10]; set xtics 1e4, 100, 1e8
set label "unhalved: both equal halves of the spectrum are counted; layers: without the input and what pooling gives;\n\
unexplained: neither; unknown: the layers are not public" at screen 0.02, 0.07 font ',8' textcolor rgb quiet
plot table using (number('published_weights')):@row @circle title 'Pinkard 2019', \
     '' using (number('weights')):(column(0)) @dot title 'counted', \
     '' using (8e9):(column(0)):(text('weights_status')) @rule
unset key
eval(rows(0.455, 0.695, 'memory of an example in training (KB)'))
set xrange [1:1e7]; set xtics 1, 100, 1e6; set format y ''
plot table using (number('published_memory_kb')):(column(0)) @circle, '' using (number('memory_kb')):(column(0)) @dot, \
     '' using (8e6):(column(0)):(text('memory_status')) @rule
# How many times more than the FCFNN; the paper speaks of two to three orders of magnitude.
eval(rows(0.84, 0.985, 'times that of the FCFNN'))
set xrange [10:1e4]; set yrange [3.6:-0.6]; set format y '%g'
set object rectangle from 100, graph 0 to 1000, graph 1 behind fillcolor rgb '#e4eef8' fillstyle solid noborder
set label '2–3 orders' at 316, graph 1.04 center font ',8' textcolor rgb quiet
ratio = drawn.'/p1-tabS1-ratio.tsv'
plot for [i = 0:1] ratio using (number('published_'.word('weights memory', i + 1).'_ratio')):(2 * column(0) + i): \
       yticlabels(text('network').', '.word('weights memory', i + 1)) @circle, \
     for [i = 0:1] '' using (number(word('weights memory', i + 1).'_ratio')):(2 * column(0) + i) @dot
