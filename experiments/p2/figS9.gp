# The two networks of Deep-R. A box is the output of a layer; its height is the square root of the image side, its width
# that of the number of channels, which is written above it. An arrow is a layer. The generator goes down at each
# pooling, and up again to the copied outputs.
eval(figure(11, 6.6))
table = drawn.'/p2-figS9.tsv'
kinds = ' conv pool up concat add mean dense'
titles = "'3 × 3 convolution' 'maximum of 2 × 2' 'each pixel to 2 × 2' 'copied' \
  'added, missing channels zero' 'mean of each channel' 'fully connected'"
array colours[7] = [ours, published, '#1b7837', quiet, 'black', '#7b3294', '#b8860b']
layer(kind, x, y, to_x, to_y) = sprintf("set arrow from %g,%g to %g,%g linecolor rgb '%s' linewidth 1.5 \
  size screen 0.006,20", x, y, to_x, to_y, colours[place(kind, kinds) + 1])
high(side) = 1.5 * sqrt(side)
wide(channels) = 1 + sqrt(channels)
grouped(n) = strlen(n) > 3 ? grouped(n[1:strlen(n)-3]).' '.n[strlen(n)-2:*] : n
level(side) = side >= full ? 0 : level(2 * side) - (high(2 * side) + high(side)) / 2 - 28

do for [network in 'generator discriminator'] {
  descends = network eq 'generator'
  eval(distinct('layers', table, 'layer', 'network='.network))
  eval(row(table, 'weights', 'network='.network.' layer=total'))
  eval(picture(0.04, 0.99, descends ? 0.35 : 0.09, descends ? 0.93 : 0.27, descends ? 'a' : 'b', \
    network.', '.grouped(weights).' weights'.(descends ? '' : '; every second convolution halves the image')))
  set size noratio
  set xrange [-35:620]; if (descends) { set yrange [-195:27] } else { set yrange [-35:27] }
  eval(row(table, 'height', 'network='.network.' layer=image'))
  full = real(height); side = full; right = -12; y = 0
  array middle_of[words(layers)]; array right_of[words(layers)]
  do for [i = 1:words(layers) - 1] { # the last is the total
    eval(row(table, 'kind other height width channels', 'network='.network.' layer='.word(layers, i)))
    before = side; side = real(height); to_y = descends ? level(side) : 0; source = place(other, layers) + 1
    if (kind eq 'add') {
      eval(layer(kind, middle_of[source], y - tall / 2 - 5, right, y - tall / 2 - 5))
    }
    if (kind eq 'pool') {
      eval(layer(kind, middle, y - tall / 2, middle, to_y + high(side) / 2 + 9))
    }
    if (kind eq 'concat') {
      eval(layer(kind, right_of[source], to_y, left, to_y))
      eval(layer('up', middle, y + tall / 2 + 9, middle, to_y - high(side) / 2))
    }
    if (kind eq 'conv' || kind eq 'mean' || kind eq 'dense') {
      eval(layer(kind, right, y, right + 12, y))
    }
    if (kind ne 'add' && kind ne 'up') {
      left = kind eq 'pool' || kind eq 'concat' ? left : right + 12
      right = left + wide(real(channels)); middle = (left + right) / 2; y = to_y; tall = high(side)
      set object rectangle from left, y - tall / 2 to right, y + tall / 2 fillcolor rgb '#dce6f1' fillstyle solid
      set label channels at middle, y + tall / 2 + 5 center font ',7'
      if (kind eq 'input' || side != before) {
        set label height.' × '.width at (descends ? left - 17 : middle), (descends ? y : y - tall / 2 - 6) \
          center font ',7'
      }
    }
    middle_of[i] = middle; right_of[i] = right
  }
  set key at screen 0.5, 0.01 center bottom horizontal maxcols 4
  plot for [i = 1:7] NaN with lines linecolor rgb colours[i] linewidth 1.5 title descends ? '' : word(titles, i)
}
