# Note S3 of Pinkard 2019: five things that helped, by the test stacks. A difference is decided if the interval of the ratio of
# the errors, over the same stacks and several trainings, lies on one side of 1.
END {
    more("depth", "layers", "10", "1")
    more("depth-five", "layers", "10", "5")
    more("depth-more", "layers", "20", "10")
    more("width", "width", "100", "10")
    more("width-thirty", "width", "100", "30")
    more("width-more", "width", "300", "100")
    compare("dropout", "")
    last = rows_of("p1-noteS3-patches")
    compare("patches", sprintf("; in %d patches: %s um; the mean of four makes %s um of the %s um of each of them", \
        4 ^ last, patches(last, "consensus"), patches(1, "consensus"), patches(1, "patch")))
    compare("crop", "")
    compare("stopping", "")
}
function more(id, name, this, other) { say(id, "change=" name "=" this " against=" name "=" other, "") }
function compare(finding, note) { say(finding, "finding=" finding, note) }
function patches(row, of) { return number(cell("p1-noteS3-patches", row, of "_rmse_um"), 2) }
function say(id, where, note, ratio) {
    ratio = ratio_of("p1-noteS3-pairs", where)
    claim("noteS3-" id, "", ratio, "", errors() note)
}
