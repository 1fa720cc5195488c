# Prints the mean squared error of the consensus and of single patches, one row per table of predictions.
the("defocus_um") == "nan" { next }
{
    if (!((patch = the("patch_px")) in n)) order[++many] = patch
    n[patch]++
    error = (the("defocus_um") - the("target_um")) ^ 2
    of_frame[patch] += error
    of_patch[patch] += error + the("spread_um") ^ 2
}
END {
    print "patch_px", "frames", "patch_rmse_um", "consensus_rmse_um"
    for (i = 1; i <= many; i++) {
        patch = order[i]
        printf "%s\t%d\t%.4f\t%.4f\n", patch, n[patch], sqrt(of_patch[patch] / n[patch]), sqrt(of_frame[patch] / n[patch])
    }
}
