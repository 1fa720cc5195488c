load 'experiments/p2/gallery.gp'
rows = words(z)
eval(figure(9, 0.35 + 1.72 * rows))
sources = 'input'
do for [k = 1:words(ranges)] { sources = sources.' within-'.word(ranges, k) }
named(s) = s == 1 ? 'input' : 'trained for ±'.word(ranges, s - 1).' µm'
eval(size_of('ovary'))
px = real(width_px)
um = px * real(pixel_um)
pitch = 1.03
inset = 0.4
eval(tiles(0.05, 0.99, 0.02, 1 - 0.32 / page, '', 5 * pitch - 0.03, rows * pitch - 0.03).own_greys)
do for [k = 1:rows] {
  y = -(k - 1) * pitch - 1
  set label sprintf('z = %s µm', word(z, k)) at -0.08, y + 0.5 center rotate by 90
  do for [s = 1:4] {
    x = (s - 1) * pitch
    shot = sprintf('ovary-%s-%s', word(sources, s), word(z, k))
    eval(tile(shot, x, y, 1, px))
    eval(tile(shot.'-part', x + 1 - inset, y + 1 - inset, inset, 4 * real(part_px)))
    eval(framed(x + 1 - inset, y + 1 - inset, inset, inset, 'white'))
    eval(known('ovary', word(sources, s), word(z, k)))
    eval(written(sprintf('SSIM %.2f, RMSE %.2f', real(ssim), real(rmse)), x + 0.03, y + 0.06))
  }
  eval(tile('ovary-truth', 4 * pitch, y, 1, px))
  eval(tile('ovary-truth-part', 4 * pitch + 1 - inset, y + 1 - inset, inset, 4 * real(part_px)))
  eval(framed(4 * pitch + 1 - inset, y + 1 - inset, inset, inset, 'white'))
}
do for [s = 1:4] { set label named(s) at (s - 1) * pitch + 0.5, 0.08 center }
set label 'in focus' at 4 * pitch + 0.5, 0.08 center
eval(bar(um, 4 * pitch + 0.05, -0.95))
eval(hung)
