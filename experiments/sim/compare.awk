# How far simulated images are from real ones: contrast, the standard deviation of a frame's counts divided by their mean
# above the camera's offset of 32; and difference_ln, the root mean square difference of ln_power from 0.02 to 0.45
# cycles a pixel. Reads the histograms, then the spectra.
BEGIN { FS = "\t"; OFS = "\t"; print "# image", "real_contrast", "simulated_contrast", "difference_ln" }
/^#/ { file++; next }
file == 1 { sum[$6, $7] += $4 * $2; squares[$6, $7] += $4 * $2 * $2; if (!seen[$6]++) order[++images] = $6 }
file == 2 && $2 >= 0.02 && $2 <= 0.45 { power[$5, $6, $2] = $3; rings[$2] }
function contrast(image, source, mean) {
    mean = sum[image, source]
    return sqrt(squares[image, source] - mean * mean) / (mean - 32)
}
END {
    for (i = 1; i <= images; i++) {
        total = count = 0
        for (f in rings) {
            total += (power[order[i], "real", f] - power[order[i], "simulated", f]) ^ 2
            count++
        }
        printf "%s\t%.4f\t%.4f\t%.4f\n", order[i], contrast(order[i], "real"), contrast(order[i], "simulated"), sqrt(total / count)
    }
}
