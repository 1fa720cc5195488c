# Compares simulated images with real ones: contrast is the standard deviation of a frame's counts divided by their mean
# above the camera's offset of 32; difference_ln is the root mean square difference of ln_power from 0.02 to 0.45 cycles
# per pixel. Reads the histograms, then the spectra.
{ image = the("image"); source = the("source") }
tables == 1 {
    sum[image, source] += the("share") * the("value")
    squares[image, source] += the("share") * the("value") ^ 2
    if (!seen[image]++) order[++images] = image
}
tables == 2 && (f = the("frequency_per_px")) >= 0.02 && f <= 0.45 { power[image, source, f] = the("ln_power"); rings[f] }

function contrast(image, source, mean) {
    mean = sum[image, source]
    return sqrt(squares[image, source] - mean * mean) / (mean - 32)
}
END {
    print "image", "real_contrast", "simulated_contrast", "difference_ln"
    for (i = 1; i <= images; i++) {
        total = count = 0
        for (f in rings) {
            total += (power[order[i], "real", f] - power[order[i], "simulated", f]) ^ 2
            count++
        }
        printf "%s\t%.4f\t%.4f\t%.4f\n", order[i], contrast(order[i], "real"), contrast(order[i], "simulated"), sqrt(total / count)
    }
}
