# Figure 7 of Luo 2020: on uniformly defocused samples "the output DPM matches the ground truth very well, successfully estimating the
# axial defocus distance of every pixel", and of a sample tilted by 1.5 degrees it "clearly revealed an axial gradient, corresponding to
# the tilted sample plane". How well the paper does not say: within 0.5 um, and a gradient within 10 % of the tilt; neither is decided if
# its interval is not. Maps are means over squares as large as the examples of the training.
END {
    each("fig7-uniform", "error_um")
    each("fig7-pixels", "pixel_error_um")
    theirs = published_value("p2-fig7", "tilt_deg")
    for (z = 0; z >= -2.2; z -= 2.2) {
        ours = average_of("p2-fig7-slopes", "tilt_deg", "z_um=" z)
        near = close_to(ours, 0.1)
        sure = near && close_to(low, 0.1) && close_to(high, 0.1)
        claim("fig7-tilt", theirs, ours, verdict(sure, close_to(ours, 0.5)), ours == "-" ? "" : \
            sprintf("%s%d fields, from %s to %s; %.2f of the tilt", near && !sure ? "not decided: " : "", summary["count"], \
                number(summary["lowest"], 2), number(summary["highest"], 2), ours / theirs), z)
    }
}
function each(id, name, ours) {
    ours = average_of("p2-fig7-fields", name, "z_um=all")
    sure = decided("<= 0.5")
    claim(id, "", ours, ours == "-" ? "" : verdict(sure, ours <= 1), ours == "-" ? "" : (ours <= 0.5 && !sure ? "not decided: " : "") \
        summary["count"] " fields, root mean square over the planes in the range of the training")
}
function close_to(x, part) { return x != "-" && x > (1 - part) * theirs && x < (1 + part) * theirs }
