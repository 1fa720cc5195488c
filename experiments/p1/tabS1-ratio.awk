# tabS1-ratio.awk -- the ratio of a convolutional network's numbers to ours for the same image. Reads the table of
# tabS1-count.awk twice. If the layers of the other network are unknown, its published numbers are used.
BEGIN { print "network", "image_px", "numbers", "published_weights_ratio", "weights_ratio", "published_memory_ratio", "memory_ratio" }
the("network") == "FCFNN" {
    for (name in column) ours[name, the("image_px")] = the(name)
    next
}
tables == 1 { next }
{
    counted = the("weights") != "-" ? "" : "published_"
    print the("network"), the("image_px"), counted == "" ? "counted" : "published", times("published_weights", "published_weights"),
        times(counted "weights", "weights"), times("published_memory_kb", "published_memory_kb"), times(counted "memory_kb", "memory_kb")
}
function times(a, b) { return sprintf("%.0f", the(a) / ours[b, the("image_px")]) }
