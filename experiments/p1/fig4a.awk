# Figure 4a of Pinkard 2019: "dramatically boosted performance" is taken as half the error at most.
END {
    claim("fig4a-magnitude", "", error_of("p1-fig4a", "part=magnitude set=validation"))
    compare("phase", "phase", "validation", "; far is half at most")
    compare("real", "real", "validation", "; far is half at most")
    compare("training", "phase", "training", "")
}
function compare(id, part, set, limit, ratio) {
    ratio = ratio_of("p1-fig4a-pairs", "against=" part " set=" set)
    claim("fig4a-" id, "", ratio, "", errors() " on " set " stacks" limit)
}
