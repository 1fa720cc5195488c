# Prints the region of this size in the middle of the frames that `meta --list` tells of.
{ split(the("shape"), of, /[x ]/); split(size, side, "x") }
of[1] < side[1] || of[2] < side[2] {
    die(item " has " of[1] "x" of[2] " pixels after registration, expected at least " size "; make it smaller: " parameter "=HxW")
}
{ print size "+" int((of[1] - side[1]) / 2) "+" int((of[2] - side[2]) / 2); exit }
