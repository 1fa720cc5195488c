# Note S3 of Pinkard 2019: five things that helped. Evaluated on the test stacks; a difference counts if it is larger
# than a twentieth of the error.
END {
    compare("More layers help, up to ten", "depth", "layers=1", "layers=10")
    compare("Wider layers help, up to 100 units", "width", "width=10", "width=100")
    compare("Dropout of the inputs helps", "dropout", "dropout=0", "dropout=0.6")
    say("Averaging the predictions of four patches helps", cell("p1-noteS3-patches", 2, "patch_rmse_um"), \
        cell("p1-noteS3-patches", 2, "consensus_rmse_um"))
    distinct("p1-noteS3", "change", "finding=crop", crops)
    compare("Cropping the spectrum to its centre helps", "crop", "crop=full", crops[3])
    compare("Early stopping helps", "stopping", "schedule=constant,keep=last", "schedule=constant,keep=best")
}
function compare(text, finding, without, with) { say(text, error(finding, without), error(finding, with)) }
function error(finding, change) { return error_of("p1-noteS3", "finding=" finding " change=" change " set=test") }
function say(text, without, with) {
    claim(text, "-", with / without, "-", "-", 2, "of the error", verdict(with <= 0.95 * without, with < 1.05 * without), \
        sprintf("%.2f um without, %.2f um with it", without, with))
}
