# tabS1-count.awk -- Table S1 of Pinkard 2019 beside our counts. Reads tables of net-count, LAYERS.count.tsv, then tabS1.tsv.
#
# A status says by which rule the published number follows, to the digits that are printed:
#   weights  ok; unhalved: the first layer alone, fed with all of 0.6 x 0.1 of the spectrum, both of its equal halves
#   memory   ok; layers: without the input and what pooling gives, the outputs of the convolutions and dense layers only
# or unexplained, if by none of these; unknown, where nothing is counted. KB and MB are 1024 and 1024^2 bytes. That two of
# the unexplained cannot be is plain: 3.6e4 weights do not hold the 90900 of nine layers of 100 units fed with 100, and
# 18 KB do not hold the 31314 inputs of an example.
BEGIN { FS = OFS = "\t"; units["KB"] = 1; units["MB"] = 1024 }

FILENAME ~ /\.count\.tsv$/ {
    name = FILENAME
    gsub(/.*\/|\.count\.tsv$/, "", name)
    if ($2 == "conv" || $2 == "dense") layers[name] += $8 / 1024
    if ($1 == "total") { weights[name] = $6; memory[name] = $8 / 1024 }
    next
}
/^#/ {
    print "# network", "image_px", "published_weights", "weights", "published_over_weights", "weights_status",
        "published_memory_kb", "memory_kb", "layers_kb", "published_over_memory", "memory_status", "source"
    next
}
{
    split($4, published, " ")
    unit = units[published[2]]
    kb = published[1] * unit
    digits = "%." (index(published[1], ".") ? 1 : 0) "f"
    if (!($5 in weights)) {
        print $1, $2, $3, "-", "-", "unknown", kb, "-", "-", "-", "unknown", $6
        next
    }
    exponent = sprintf("%.1e", $3)
    weights_status = sprintf("%.1e", weights[$5]) == exponent ? "ok" \
        : $1 == "FCFNN" && sprintf("%.1e", 100 * 0.6 * 0.1 * $2 ^ 2) == exponent ? "unhalved" : "unexplained"
    memory_status = sprintf(digits, memory[$5] / unit) == published[1] ? "ok" \
        : sprintf(digits, layers[$5] / unit) == published[1] ? "layers" : "unexplained"
    print $1, $2, $3, weights[$5], sprintf("%.2f", $3 / weights[$5]), weights_status, kb, sprintf("%.1f", memory[$5]),
        sprintf("%.1f", layers[$5]), sprintf("%.2f", kb / memory[$5]), memory_status, $6
}
