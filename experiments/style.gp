# style.gp -- what all figures share. Given as variables: name, format (pdf svg png), drawn and out (folders), and every
# parameter as a string, p_size. A script begins with `figure_width = ..; figure_height = ..` in inches and evaluates `begin`.
begin = sprintf("set output '%s/%s.%s'; ", drawn, name, format) \
  .(format eq 'pdf' ? "set terminal pdfcairo font 'DejaVu Sans,9' size figure_width,figure_height" \
  : format eq 'svg' ? "set terminal svg font 'DejaVu Sans,9' size figure_width*96,figure_height*96 background 'white'" \
  : "set terminal pngcairo font 'DejaVu Sans,9' size figure_width*144,figure_height*144 fontscale 1.4")

set encoding utf8
set datafile separator "\t"
set datafile missing "nan"
set border 3 linewidth 1
set tics nomirror out
set key noautotitle left top reverse Left samplen 2
set grid linetype 1 linecolor rgb '#e6e6e6'
# Colours that differ in lightness too, for print and for the colour-blind: ours, the published, and more.
ours = '#0b5394'
published = '#d95f02'
quiet = '#888888'
