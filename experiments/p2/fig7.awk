# Figure 7 of Luo 2020: on uniformly defocused samples "the output DPM matches the ground truth very well, successfully estimating the
# axial defocus distance of every pixel", and of a sample tilted by 1.5 degrees it "clearly revealed an axial gradient, corresponding to
# the tilted sample plane". How well the paper does not say. Intervals are two standard errors over the fields.
END {
    each("fig7-uniform", "error_um")
    each("fig7-pixels", "pixel_error_um")
    theirs = mean_of("published", "value", "experiment=p2-fig7 quantity=tilt_deg")
    for (z = 0; z >= -2.2; z -= 2.2) {
        ours = average_of("p2-fig7-slopes", "tilt_deg", "z_um=" z)
        claim("fig7-tilt", theirs, ours, verdict(close_to(0.1), close_to(0.5)), ours == "-" ? "" : sprintf("%d fields, from %s to %s; %.2f of " \
            "the tilt", summary["count"], number(summary["lowest"], 2), number(summary["highest"], 2), ours / theirs), z)
    }
}
function each(id, name, ours) {
    ours = average_of("p2-fig7-fields", name, "z_um=all")
    claim(id, "", ours, "", ours == "-" ? "" : summary["count"] " fields, root mean square over the planes in the range of the training")
}
function close_to(part) { return ours != "-" && ours > (1 - part) * theirs && ours < (1 + part) * theirs }
