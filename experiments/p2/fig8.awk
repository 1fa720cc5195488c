# Figure 8 of Luo 2020: "although Deep-R was exclusively trained on uniformly defocused image data, it can handle complex non-uniform
# defocusing profiles [...], successfully autofocusing each one of these non-uniformly defocused images [...] in a single blind inference
# event". That is tried on several fields: the image is more like the plane in focus than that of Deep-Z, each field compared with itself.
END {
    n = split("tilted cylindrical spherical", surface, " ")
    for (i = 1; i <= n; i++) {
        where = "sample=" surface[i] " source=deep-r against=deep-z side=both"
        ours = mean_of("p2-fig8-pairs", "ssim", where)
        said = nearer("p2-fig8-pairs", where)
        claim("fig8-focused", "", ours, said, sprintf("SSIM %s, of Deep-Z %s; %s; %s fields", of("ssim", "deep-r"), of("ssim", "deep-z"), \
            doubt, mean_of("p2-fig8-pairs", "fields", where)), surface[i])
    }
}
function of(name, source) { return number(mean_of("p2-fig8", name, "sample=" surface[i] " source=" source), 2) }
