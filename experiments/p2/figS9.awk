# Figure S9 of Luo 2020, the layout of the generator and the discriminator: our list of layers matches the description.
# Numbers that the paper does not print follow from the channels of Deep-Z.
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
    claim("figS9-" id, theirs, ours, verdict(number(ours, digits) == number(theirs, digits), ours > theirs / 2 && ours < theirs * 2))
}
function blocks(id, kind, theirs, ours, found) {
    theirs = reference(id "_blocks")
    ours = distinct("p2-figS9", "block", "network=generator kind=" kind, found)
    claim("figS9-" id, theirs, ours, verdict(ours == theirs, ours > 0), ours == theirs ? "" : \
        "Deep-Z, whose channels these are, has " ours ": as many as there are poolings between five blocks")
}
function reference(quantity) { return mean_of("published", "value", "experiment=p2-figS9 quantity=" quantity) }
