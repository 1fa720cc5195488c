figure_width = 8; figure_height = 4.6
eval(begin)
table = drawn.'/p1-figS1c.tsv'
patterns = 'experiments/p1/patterns.tsv'
set multiplot
# Each pattern drawn above its error; the columns of the table: pattern fold stacks max_steps set groups rmse_um.
unset border; unset tics; unset grid; unset key
left = 0.08; width = 0.90 / 19
set size ratio -1
set xrange [-0.8:0.8]; set yrange [-0.8:0.8]
do for [i = 1:19] {
  set object 1 circle at 0,0 size real(p_na) fillstyle empty border linecolor rgb quiet
  set lmargin at screen left + (i - 1) * width; set rmargin at screen left + i * width
  set tmargin at screen 0.99; set bmargin at screen 0.87
  plot sprintf("< awk '$1 == \"%02d\"' %s", i, patterns) using 2:3 with points pointtype 7 pointsize 0.3 linecolor rgb ours
}
unset object 1
set size noratio
set border 3; set tics nomirror out; set grid; set key right top
set lmargin at screen left; set rmargin at screen 0.98; set tmargin at screen 0.86; set bmargin at screen 0.2
set xrange [0.5:19.5] noextend; set yrange [0:*]
set xtics 1 rotate by 0 scale 0
set xlabel 'pattern, by the number of its LEDs' offset 0,-1.4; set ylabel 'RMSE (µm)'
groups = "1:1:3 2:4:6 3:7:9 4:10:13 9:14:16 18:17:18 33:19:19"
do for [g in groups] {
  n = g[1:strstrt(g, ':')-1]; rest = g[strstrt(g, ':')+1:*]
  low = real(rest[1:strstrt(rest, ':')-1]); high = real(rest[strstrt(rest, ':')+1:*])
  set label sprintf('%s', n) at (low + high) / 2, graph -0.13 center
  set arrow from high + 0.5, graph 0 to high + 0.5, graph -0.13 nohead linecolor rgb quiet
}
stats_of = sprintf("< awk -F'\\t' '!/^#/ {n[$1]++; s[$1] += $7; if (!($1 in low) || $7 < low[$1]) low[$1] = $7; if ($7 > high[$1]) high[$1] = $7} END {for (p in n) print p + 0 \"\\t\" s[p] / n[p] \"\\t\" low[p] \"\\t\" high[p]}' %s | sort -n", table)
plot stats_of using 1:2:(0.8) with boxes fillstyle solid 0.6 linecolor rgb ours title 'ours, with the range of the folds', \
     '' using 1:2:3:4 with yerrorbars pointtype 0 pointsize 0 linecolor rgb 'black', \
     "< awk -F'\\t' '$1 == \"p1-figS1c\" {print substr($2, 9) \"\\t\" $4}' experiments/p1/published.tsv" \
       using 1:2 with points pointtype 6 linecolor rgb published title 'Pinkard 2019'
unset multiplot
