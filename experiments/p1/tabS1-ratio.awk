# tabS1-ratio.awk -- how many times as much a convolutional network has as ours for the same image. Reads the table of
# tabS1-count.awk twice. Where the layers of the other are not known, its published numbers stand for the counted ones.
BEGIN {
    FS = OFS = "\t"
    print "# network", "image_px", "numbers", "published_weights_ratio", "weights_ratio", "published_memory_ratio",
        "memory_ratio"
}
function times(a, b) { return sprintf("%.0f", a / b) }

$1 == "FCFNN" { published_weights[$2] = $3; weights[$2] = $4; published_kb[$2] = $7; kb[$2] = $8 }
NR == FNR || /^#/ || $1 == "FCFNN" { next }
{
    counted = $4 != "-"
    print $1, $2, counted ? "counted" : "published", times($3, published_weights[$2]),
        times(counted ? $4 : $3, weights[$2]), times($7, published_kb[$2]), times(counted ? $8 : $7, kb[$2])
}
