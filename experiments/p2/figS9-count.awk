# figS9-count.awk -- counts the networks of Deep-R layer by layer: reads layers.tsv, writes the size of each layer's
# output, its learned weights including biases, its multiply-accumulate operations for one image, and the totals.
#
# height and width are those of an image, a kernel or a window, or the factors of `up`. '-' for channels means as many
# as in the input. `other` names the second input: `concat` appends its channels, `add` adds it, and missing channels
# are zero.
BEGIN { FS = OFS = "\t" }

FNR == 1 {
    for (i = 1; i <= NF; i++)
        column[$i] = i
    n = split("network block layer kind height width channels stride padding other", needed, " ")
    for (i = 1; i <= n; i++)
        if (!(needed[i] in column))
            die("no column " needed[i])
    print "network", "block", "layer", "kind", "other", "height", "width", "channels", "weights", "macs"
    next
}

{
    if (is("network") != network)
        total()
    network = is("network")
    kind = is("kind")
    name = is("layer")
    other = is("other")
    if (other != "-" && !((network, other) in channels_of))
        die("layer " name " is with " other ", which is not above it")
    fed = channels
    layer_weights = layer_macs = 0
    if (kind == "input") {
        height = is("height")
        width = is("width")
        channels = is("channels")
    } else if (kind == "conv" || kind == "pool") {
        height = stepped(height, is("height"))
        width = stepped(width, is("width"))
        if (kind == "conv")
            learn(is("height") * is("width") * fed, height * width)
    } else if (kind == "up") {
        height *= is("height")
        width *= is("width")
    } else if (kind == "add" || kind == "concat") {
        if (size_of[network, other] != height "x" width)
            die("layer " name " has " height "x" width ", but " other " has " size_of[network, other])
        if (kind == "concat")
            channels += channels_of[network, other]
        else if (channels_of[network, other] > channels)
            die("layer " name " has " channels " channels, fewer than " other)
    } else if (kind == "mean") {
        height = width = 1
    } else if (kind == "dense") {
        fed *= height * width
        height = width = 1
        learn(fed, 1)
    } else
        die("layer " name " is a " kind ", expected input, conv, pool, up, add, concat, mean or dense")
    size_of[network, name] = height "x" width
    channels_of[network, name] = channels
    weights += layer_weights
    macs += layer_macs
    print network, is("block"), name, kind, other, height, width, channels, layer_weights, whole(layer_macs)
}

END {
    if (!broken)
        total()
    exit broken
}

# print by itself rounds numbers beyond 2^31.
function whole(x) { return sprintf("%.0f", x) }

# The cell of this row in a column.
function is(name) { return $column[name] }

# The side of the output of a kernel or window: the number of its positions, or, with padding, one per stride.
function stepped(side, kernel) {
    if (is("padding") == "valid")
        side -= kernel - 1
    return int((side + is("stride") - 1) / is("stride"))
}

# A layer that learns: each of its channels has a bias and one weight for each of `inputs` numbers, applied at this many
# places.
function learn(inputs, places) {
    channels = is("channels")
    layer_weights = (inputs + 1) * channels
    layer_macs = inputs * channels * places
}

function total() {
    if (network != "")
        print network, "-", "total", "-", "-", "-", "-", "-", weights, whole(macs)
    weights = macs = 0
}

function die(text) {
    print "figS9-count.awk: " FILENAME " line " FNR ": " text | "cat >&2"
    broken = 1
    exit 1
}
