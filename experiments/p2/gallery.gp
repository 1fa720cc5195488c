# The pictures of the macro `gallery`: eval(tiles(left, right, bottom, top, letter, width, height)) is a panel in which
# each has the side 1, and y grows from -height to 0. eval(tile('ovary-input-4', x, y, side)) puts one there with its
# lower left corner at x, y; framed(...) is a frame, written(text, x, y) a text on a picture, bar(...) a scale bar;
# eval(hung) draws all pictures of the panel, which are none if no field was in focus.
table_of_pictures = pictures.'/pictures.tsv'
eval(has(table_of_pictures, 'picture'))
pictured = int(system(sprintf("wc -l < '%s'", table_of_pictures))) > 1
tiles(left, right, bottom, top, letter, width, height) = picture(left, right, bottom, top, letter, '') \
  .sprintf("set xrange [0:%g] noextend; set yrange [-%g:0] noextend; hanging = ''; ", width, height) \
  .(pictured ? '' : "set label 'no field whose plane in focus is trusted' at graph 0.5, graph 0.5 center; ")
# The part has the side part_px before it is enlarged, and its upper left corner at part_y, part_x of the picture.
size_of(sample) = pictured ? row(table_of_pictures, 'width_px pixel_um part_y part_x part_px', \
  'picture='.sample.'-truth') : "width_px = pixel_um = part_px = '1'; part_y = part_x = '0'; "
tile(picture, x, y, side, px) = sprintf("hanging = hanging.(hanging eq '' ? '' : ', ').'\"%s/%s.png\" binary \
  filetype=png origin=(%g,%g) dx=%g dy=%g with rgbimage'; ", pictures, picture, x + side / px / 2, \
  y + side / px / 2, side / px, side / px)
hung = "if (pictured) { eval('plot '.hanging) } else { plot NaN notitle }"
framed(x, y, width, height, colour) = sprintf("set object rectangle from %g, %g rto %g, %g front fillstyle empty \
  border linecolor rgb '%s' linewidth 2; ", x, y, width, height, colour)
written(text, x, y) = pictured \
  ? sprintf("set label '%s' at %g, %g front boxed font ',7' textcolor rgb 'white'; ", text, x, y) : ''
set style textbox opaque noborder fillcolor rgb '#80000000' margins 0.3, 0.3
# A scale bar in a picture whose side is so many um.
bar(span, x, y) = sprintf("set arrow from %g, %g rto %g, 0 nohead linewidth 3 linecolor rgb 'white' front; ", \
  x, y, rounded(span / 4) / span).written(sprintf('%g µm', rounded(span / 4)), x, y + 0.08)
# What is known of an image: eval(known(sample, source, z)) stores ssim and rmse.
shown = drawn.'/'.name.'-shown.tsv'
known(sample, source, z) = pictured \
  ? row(shown, 'ssim rmse', sprintf('sample=%s source=%s z_um=%s', sample, source, z)) \
  : "ssim = rmse = '0'; "
