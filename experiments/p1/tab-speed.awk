# The times in Pinkard 2019 against those of this machine, as far as they were measured. Nobody but the paper can be asked for its
# own, so a row is ours if it does not name it.
END {
    compare("training", "^440 stacks once")
    compare("precomputation", "")
    compare("prediction", "")
}
function compare(what, of, row, seconds, said) {
    seconds = "-"
    for (row = "p1-tab-speed" in rows ? rows_of("p1-tab-speed") : 0; row > 0; row--)
        if (cell("p1-tab-speed", row, "what") == what && cell("p1-tab-speed", row, "of") ~ of && \
            cell("p1-tab-speed", row, "by") !~ /^Pinkard/) {
            seconds = cell("p1-tab-speed", row, "seconds")
            said = cell("p1-tab-speed", row, "of") " on " cell("p1-tab-speed", row, "by")
        }
    claim("tab-speed-" what, "", seconds, "", seconds == "-" ? "not measured" : said)
}
