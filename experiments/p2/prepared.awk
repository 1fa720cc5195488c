# How the preparation of a field went, beside what was simulated. Reads the metadata of the raw planes, the motions that stack-align
# found, the plane found, the sharpness of the stack without noise, and the metadata of the pairs. true_um is where that stack is
# sharpest, focus_um where the middle of the sample was put: aberrations and the other slices of a thick sample move the sharpest plane
# away from it, of filaments by more than a micrometre, and the method looks for the sharpest. Drift is counted from the sharpest plane,
# as stack-align does, and is how far a pixel has moved, root mean square over the frame: what there was, and what is left after
# registration; in the planes that may become pairs, and in all others.
tables == 1 { z[FNR - 1] = the("z_um"); y[FNR - 1] = the("drift_y_px"); x[FNR - 1] = the("drift_x_px"); turn[FNR - 1] = the("drift_deg") }
tables == 1 { middle = the("focus_um"); planes = FNR - 1 }
tables == 2 { found_y[FNR - 1] = the("dy_px"); found_x[FNR - 1] = the("dx_px"); found_turn[FNR - 1] = the("angle_deg") }
tables == 2 { square_radius = (the("height") ^ 2 + the("width") ^ 2) / 12 }
tables == 2 && the("status") == "ok" && the("likeness") == 1 && !the("dy_px") && !the("dx_px") && !the("angle_deg") { sharpest = FNR - 1 }
tables == 3 { focus = the("focus_um"); ssim = the("ssim"); status = the("status") }
tables == 4 { true = the("status") == "ok" ? the("focus_um") : "-" }
tables == 5 { pairs += the("target_um") >= -within && the("target_um") <= within }
END {
    if (broken) exit 1
    for (i = 1; i <= planes; i++) {
        near = z[i] >= focus - within && z[i] <= focus + within
        dy = y[i] - y[sharpest]; dx = x[i] - x[sharpest]; angle = turn[i] - turn[sharpest]
        count[near]++
        before[near] += moved(dy, dx, angle)
        after[near] += moved(found_y[i] - dy, found_x[i] - dx, found_turn[i] - angle)
    }
    print "field", "focus_um", "true_um", "sharpest_um", "found_um", "found_minus_true_um", "ssim", "status", "pairs", \
        "drift_px", "left_px", "far_drift_px", "far_left_px"
    print item, middle, true, z[sharpest], focus, status == "ok" && true != "-" ? sprintf("%.3f", focus - true) : "-", ssim, status, \
        pairs + 0, root(before, 1), root(after, 1), root(before, 0), root(after, 0)
}
function moved(dy, dx, angle) { return dy ^ 2 + dx ^ 2 + square_radius * (angle * 3.14159265 / 180) ^ 2 }
function root(sum, near) { return count[near] ? sprintf("%.3f", sqrt(sum[near] / count[near])) : "-" }
