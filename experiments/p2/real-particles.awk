# Another acquisition of the slide that taught the network, for the most part of the same particles: so partly at best. Planes that were
# not taught lie between those that were. Nearly all of these images is dark, and resembles any other in SSIM, even with its
# particles misplaced. So the RMSE has to be lower too.
END {
    gain("real-particles-inside", 4, 30.5)
    gain("real-particles-beyond", 31, 100)
}
function gain(id, from, to, row, z, n, better, ssim, rmse) {
    for (row = 1; row <= rows_of("p2-real-particles"); row++) {
        z = cell("p2-real-particles", row, "z_um")
        if (!matches("p2-real-particles", row, "source=output") || z * z < from * from || z * z > to * to) continue
        n++
        better += more("ssim", row, z) > 0 && more("rmse", row, z) < 0
        ssim += more("ssim", row, z)
        rmse += more("rmse", row, z)
    }
    claim(id, n, better + 0, verdict(0, better > n / 2), n ? sprintf("SSIM differs by %+.3f on average, RMSE by %+.3f; %s", ssim / n, \
        rmse / n, "the same particles taught it") : "", n)
}
# The output less the input, in a row of the output.
function more(name, row, z) { return cell("p2-real-particles", row, name) - mean_of("p2-real-particles", name, "source=input z_um=" z) }
