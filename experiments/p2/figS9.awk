# Figure S9 of Luo 2020, the layout of the generator and the discriminator: our list of layers matches the description.
# The paper prints no numbers: a count is compared with the one that follows from the channels of Deep-Z.
END {
    counted("generator", "generator", "weights", 1, 0)
    counted("discriminator", "discriminator", "weights", 1e6, 1)
    counted("macs", "generator", "macs", 1e9, 0)
    blocks("down", "add")
    blocks("up", "up")
}
# What the reference rounds is compared as rounded.
function counted(id, network, name, unit, digits, theirs, ours) {
    theirs = reference(network "_" name) / unit
    ours = mean_of("p2-figS9", name, "network=" network " layer=total") / unit
    claim("figS9-" id, "-", ours, verdict(number(ours, digits) == number(theirs, digits), ours > theirs / 2 && ours < theirs * 2), \
        "the paper prints no number; the channels of Deep-Z give " number(theirs, digits) ", counted layer by layer")
}
function blocks(id, kind, theirs, ours, found) {
    theirs = reference(id "_blocks")
    ours = distinct("p2-figS9", "block", "network=generator kind=" kind, found)
    claim("figS9-" id, theirs, ours, verdict(ours == theirs, ours > 0), ours == theirs ? "" : \
        "Deep-Z, whose channels these are, has " ours ": as many as there are poolings between five blocks")
}
function reference(quantity) { return published_value("p2-figS9", quantity) }
