# Note S3 of Pinkard 2019: five things that helped. Judged by the test stacks; a twentieth of the error counts.
END {
    compare("depth", "layers=1", "layers=10")
    compare("width", "width=10", "width=100")
    compare("dropout", "dropout=0", "dropout=0.6")
    say("patches", cell("p1-noteS3-patches", 2, "patch_rmse_um"), cell("p1-noteS3-patches", 2, "consensus_rmse_um"))
    distinct("p1-noteS3", "change", "finding=crop", crops)
    compare("crop", "crop=full", crops[3])
    compare("stopping", "schedule=constant,keep=last", "schedule=constant,keep=best")
}
function compare(finding, without, with) { say(finding, error(finding, without), error(finding, with)) }
function error(finding, change) { return error_of("p1-noteS3", "finding=" finding " change=" change " set=test") }
function say(finding, without, with) {
    claim("noteS3-" finding, "", with / without, "", sprintf("%.2f um without, %.2f um with it", without, with))
}
