# Beyond Luo 2020: our recipe against the published one, in the same fields, within the range of the training.
END {
    where = "source=ours against=published low_um=1 high_um=5 side="
    better("recipes-ssim", "ssim")
    better("recipes-rmse", "rmse")
}
function better(id, name, x) {
    x = difference_of("p2-recipes-pairs", name, where "both")
    claim(id, "", x, "", x == "-" ? "" : sprintf("%s below focus, %s above; from the input ours differs by %s, the published one by %s; " \
        "%s fields", found(name, where "below"), found(name, where "above"), found(name, input("ours")), \
        found(name, input("published")), mean_of("p2-recipes-pairs", "fields", where "both")))
}
function found(name, rows) { return number(mean_of("p2-recipes-pairs", name, rows), 3) }
function input(source) { return "source=" source " against=input low_um=1 high_um=5 side=both" }
