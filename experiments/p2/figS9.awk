# Figure S9 of Luo 2020, the layout of the generator and the discriminator: our list of layers matches the description.
# Numbers that the paper does not print follow from the channels of Deep-Z.
END {
    counted("The generator has the weights that the channels of Deep-Z give", "generator", "weights", 1, "weights", 0)
    counted("The discriminator has the weights that the channels of Deep-Z give", "discriminator", "weights", 1e6, \
        "million weights", 1)
    counted("The generator multiplies as often for an image of 512 x 512", "generator", "macs", 1e9, "billion times", 0)
    blocks("Five downsampling blocks with residual connections", "down_blocks", "add")
    blocks("Five upsampling blocks", "up_blocks", "up")
}

# Rounded reference numbers are compared after rounding ours.
function counted(text, network, name, unit, unit_name, digits, published, ours) {
    published = reference(network "_" name) / unit
    ours = mean_of("p2-figS9", name, "network=" network " layer=total") / unit
    claim(text, published, ours, "-", "-", digits, unit_name, \
        verdict(number(ours, digits) == number(published, digits), ours > published / 2 && ours < published * 2), \
        "counted layer by layer; the paper prints no number, its reference has the channels")
}

function blocks(text, name, kind, published, ours, found) {
    published = reference(name)
    ours = distinct("p2-figS9", "block", "network=generator kind=" kind, found)
    claim(text, published, ours, "-", "-", 0, "blocks", verdict(ours == published, ours > 0), \
        ours == published ? "" : \
            "Deep-Z, whose channels these are, has " ours ": as many as there are poolings between five blocks")
}

function reference(quantity) { return mean_of("published", "value", "experiment=p2-figS9 quantity=" quantity) }
