# tabS1-count.awk -- compares Table S1 of Pinkard 2019 with our counts. Reads tables of net-count, LAYERS.count.tsv,
# then tabS1.tsv.
#
# The status says which rule gives the published number, to the printed digits:
#   weights  ok; unhalved: the first layer alone, with 0.6 x 0.1 of the full spectrum as input, both redundant halves
#   memory   ok; layers: only the outputs of convolutions and dense layers, without the input and the outputs of pooling
# or unexplained, if none does; unknown, if nothing is counted. KB and MB are 1024 and 1024^2 bytes. Two of the
# unexplained numbers are impossible: 3.6e4 weights are fewer than the 90900 of nine layers with 100 units and 100
# inputs, and 18 KB cannot hold the 31314 inputs of an example.
BEGIN {
    units["KB"] = 1; units["MB"] = 1024
    print "network", "image_px", "published_weights", "weights", "published_over_weights", "weights_status",
        "published_memory_kb", "memory_kb", "layers_kb", "published_over_memory", "memory_status", "source"
}

FILENAME ~ /\.count\.tsv$/ {
    name = FILENAME
    gsub(/.*\/|\.count\.tsv$/, "", name)
    if (the("kind") == "conv" || the("kind") == "dense") layers[name] += the("memory_bytes") / 1024
    if (the("layer") == "total") { weights[name] = the("weights"); memory[name] = the("memory_bytes") / 1024 }
    next
}
{
    name = the("layers"); said = the("weights"); source = the("source")
    split(the("memory"), published, " ")
    unit = units[published[2]]
    if (!(name in weights)) {
        print the("network"), the("image_px"), said, "-", "-", "unknown", published[1] * unit, "-", "-", "-", "unknown", source
        next
    }
    digits = "%." (index(published[1], ".") ? 1 : 0) "f"
    exponent = sprintf("%.1e", said)
    weights_status = sprintf("%.1e", weights[name]) == exponent ? "ok" \
        : the("network") == "FCFNN" && sprintf("%.1e", 100 * 0.6 * 0.1 * the("image_px") ^ 2) == exponent ? "unhalved" : "unexplained"
    memory_status = sprintf(digits, memory[name] / unit) == published[1] ? "ok" \
        : sprintf(digits, layers[name] / unit) == published[1] ? "layers" : "unexplained"
    print the("network"), the("image_px"), said, weights[name], sprintf("%.2f", said / weights[name]), weights_status,
        published[1] * unit, sprintf("%.1f", memory[name]), sprintf("%.1f", layers[name]),
        sprintf("%.2f", published[1] * unit / memory[name]), memory_status, source
}
