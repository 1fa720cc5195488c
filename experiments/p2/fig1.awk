# Figure 1 of Luo 2020 and its Introduction. A search takes its looks and then the image; a network takes the image.
END {
    looks = mean_of("p2-fig1", "looks", "")
    n = distinct("p2-fig1-looks", "z_um", "", heights)
    claim("fig1-many", "", n, "", "the search that is shown, from " number(mean_of("p2-fig1-looks", "start_um", ""), 2) " um to " \
        number(mean_of("p2-fig1-looks", "found_um", ""), 2) " um")
    summarise("p2-fig1", "looks", "")
    claim("fig1-dose", "", summary["mean"] + 1, "", summary["count"] " searches of " summary["lowest"] " to " summary["highest"] \
        " looks, and the image")
}
