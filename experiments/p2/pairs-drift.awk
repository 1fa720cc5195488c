# The drift of each plane of a stack, counted from the sharpest plane: as simulated, from the metadata of the raw planes, and as found
# by stack-align.
tables == 1 { y[FNR] = the("drift_y_px"); x[FNR] = the("drift_x_px"); turn[FNR] = the("drift_deg"); next }
{
    z[FNR] = the("z_um")
    found[FNR] = the("dy_px") "\t" the("dx_px") "\t" the("angle_deg")
    if (the("likeness") == 1 && !the("dy_px") && !the("dx_px") && !the("angle_deg")) sharpest = FNR
}
END {
    if (broken) exit 1
    print "z_um", "drift_y_px", "drift_x_px", "drift_deg", "found_y_px", "found_x_px", "found_deg"
    for (i = 2; i in z; i++)
        print z[i], y[i] - y[sharpest], x[i] - x[sharpest], turn[i] - turn[sharpest], found[i]
}
