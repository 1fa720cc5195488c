# Another acquisition of the slide that taught the network. Planes that were not taught lie between those that were.
END {
    gain("real-particles-inside", 4, 30.5)
    gain("real-particles-beyond", 31, 100)
}
function gain(id, from, to, row, z, x, y, n, better, sum) {
    for (row = 1; row <= rows_of("p2-real-particles"); row++) {
        z = cell("p2-real-particles", row, "z_um")
        if (!matches("p2-real-particles", row, "source=output") || z * z < from * from || z * z > to * to) continue
        x = cell("p2-real-particles", row, "ssim")
        y = mean_of("p2-real-particles", "ssim", "source=input z_um=" z)
        n++
        better += x > y
        sum += x - y
    }
    claim(id, n, better + 0, verdict(n && better == n, better > n / 2), n ? sprintf("SSIM is higher by %.3f on average", sum / n) : "", n)
}
