# Judge: see claims.tsv. Of one's own stacks, inside of the range of the network that they taught.
END {
    n = distinct("p2-own", "sample", "", sample)
    for (i = 1; i <= n; i++) {
        where = "sample=" sample[i] " source=deep-r against=input side=both"
        ours = mean_of("p2-own-pairs", "ssim", where)
        said = nearer("p2-own-pairs", where)
        claim("own-focused", "", ours, said, ours == "-" ? "" : mean_of("p2-own-pairs", "fields", where) " stacks; " doubt, sample[i])
    }
}
