# Note S3 of Pinkard 2019: five things that helped. Judged by the test stacks; a difference counts that is larger than a
# twentieth of the error.
END {
    compare("More layers help, up to ten", "finding=depth change=layers=1", "finding=depth change=layers=10")
    compare("Wider layers help, up to 100 units", "finding=width change=width=10", "finding=width change=width=100")
    compare("Dropout of the inputs helps", "finding=dropout change=dropout=0", "finding=dropout change=dropout=0.6")
    patches = rows_of("p1-noteS3-patches")
    single = cell("p1-noteS3-patches", 2, "patch_rmse_um")
    agreed = cell("p1-noteS3-patches", 2, "consensus_rmse_um")
    say("Averaging the predictions of four patches helps", single, agreed)
    distinct("p1-noteS3", "change", "finding=crop", crops)
    compare("Cropping the spectrum to its centre helps", "finding=crop change=crop=full", "finding=crop change=" crops[3])
    compare("Early stopping helps", "finding=stopping change=schedule=constant,keep=last", "finding=stopping change=schedule=constant,keep=best")
}

function compare(text, without, with) {
    say(text, error(without), error(with))
}
function say(text, without, with) {
    claim(text, "-", with / without, "-", "-", 2, "of the error", verdict(with <= 0.95 * without, with < 1.05 * without), \
        sprintf("%.2f um without, %.2f um with it", without, with))
}

function error(where) { return mean_of("p1-noteS3", "rmse_um", where " set=test") }
