# Figure 1 of Luo 2020: what a search does where a network takes one image. How much faster that is says Table S2.
END {
    n = distinct("p2-fig1-looks", "z_um", "", heights)
    claim("fig1-many", "", n, "", "the search that is shown, from " number(mean_of("p2-fig1-looks", "start_um", ""), 2) " um to " \
        number(mean_of("p2-fig1-looks", "found_um", ""), 2) " um; " number(mean_of("p2-fig1", "looks", ""), 1) \
        " looks on average")
}
