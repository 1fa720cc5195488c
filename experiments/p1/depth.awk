# What autofocus needs, of which Pinkard 2019 gives no numbers: the limits are ours, and so is the recipe that is judged.
END {
    claim("depth-side", "", share("right_side", "p1-depth-sides", "ours", ""), "", beside("right_side", "p1-depth-sides", ""))
    near = error_of("p1-depth", "recipe=ours step=6 by_target_um=0")
    claim("depth-near", "", near, "", sprintf("%s um by the profile's recipe, %s um by the published one, %s um for who always says 0", \
        number(within("profile", "rmse_um"), 2), number(within("published", "rmse_um"), 2), number(resting(), 2)))
    for (moves = 1; moves <= 2; moves++)
        claim("depth-" (moves == 1 ? "one" : "two"), "", share("within", "p1-depth-moves", "ours", "moves=" moves), "", \
            beside("within", "p1-depth-moves", "moves=" moves), number(mean_of("p1-depth-moves", "within_um", ""), 2))
}
function share(name, table, recipe, where, x) {
    x = mean_of(table, name, "recipe=" recipe " " where)
    return x == "-" ? x : 100 * x
}
function beside(name, table, where) {
    return number(share(name, table, "profile", where), 1) " % by the profile's recipe, " \
        number(share(name, table, "published", where), 1) " % by the published one"
}
function within(recipe, name) { return mean_of("p1-depth", name, "recipe=" recipe " step=6 by_target_um=0") }
# The frames are spread evenly, about 0.
function resting() { return within("ours", "constant_rmse_um") }
