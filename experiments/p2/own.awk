# Judge: see claims.tsv. Of one's own stacks, inside of the range of the network that they taught.
END {
    n = distinct("p2-own", "sample", "", sample)
    for (i = 1; i <= n; i++) {
        where = "sample=" sample[i] " source=deep-r against=input side=both"
        ours = mean_of("p2-own-pairs", "ssim", where)
        low = mean_of("p2-own-pairs", "ssim_low", where)
        high = mean_of("p2-own-pairs", "ssim_high", where)
        claim("own-focused", "", ours, "", ours == "-" ? "" : mean_of("p2-own-pairs", "fields", where) " stacks; RMSE " \
            sprintf("%+.2f", mean_of("p2-own-pairs", "rmse", where)), sample[i])
    }
}
