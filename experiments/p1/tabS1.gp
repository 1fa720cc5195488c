eval(figure(7, 3))
table = drawn.'/p1-tabS1.tsv'
# A row of the table is a row of the picture.
rows(left, right, what) = panel(left, right, 0.2, 0.9, '', '').axes(what, '')."set logscale x; set border 1; \
  set format x '10^{%L}'; set yrange [4.6:-0.6]; set ytics scale 0"
row = "(column(0)):yticlabels(text('network').', '.text('image_px').' px')"
circle = "with points linecolor rgb published pointtype 6 pointsize 1.3 linewidth 2"
dot = "with points linecolor rgb ours pointtype 7 pointsize 0.9"
set key at screen 0.58, 0.98 center top horizontal
eval(rows(0.18, 0.56, 'learnable weights'))
set xrange [1e4:1e9]
plot table using (number('published_weights')):@row @circle title 'Pinkard 2019', \
     '' using (number('weights')):(column(0)) @dot title 'counted'
unset key
eval(rows(0.6, 0.98, 'memory of an example in training (KB)'))
set xrange [1:1e6]; set format y ''
plot table using (number('published_memory_kb')):(column(0)) @circle, '' using (number('memory_kb')):(column(0)) @dot
