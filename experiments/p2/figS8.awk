# Figure S8 of Luo 2020. Each third of a training is the mean of its rounds; a curve has levelled off if little of its descent is left
# for the last third, and an error rises if it is larger there than before, or in its second half than in its first; where the last
# iteration is the best, that is partly known. A critic that learns nothing stays at 0.25 too: a balance is one only if the loss has
# moved.
END {
    last = rows_of("p2-figS8")
    steps = last ? cell("p2-figS8", last, "step") : 0
    best = mean_of("p2-figS8", "step", "best=1")
    training = left("training_loss")
    validation = left("validation_error")
    claim("figS8-level", "", training, "", training == "-" ? "" : sprintf("training loss %s; of the validation %s%% is left", \
        thirds("training_loss", 3), number(validation, 1)))
    critic = third("critic_loss", 3)
    moved = highest_of("p2-figS8", "critic_loss", "") - lowest_of("p2-figS8", "critic_loss", "")
    off = critic == "-" ? 1 : critic < 0.25 ? 0.25 - critic : critic - 0.25
    claim("figS8-equilibrium", "", critic, verdict(off <= 0.01 && moved >= 0.01, off <= 0.05), critic == "-" ? "" : \
        sprintf("%s; all rounds within %.4f%s", thirds("critic_loss", 4), moved, moved < 0.01 ? \
        ": the critic has hardly learned, and one that knows nothing is there too" : ""))
    middle = third("validation_error", 2)
    late = third("validation_error", 3)
    ours = "-"
    if (middle != "-") {
        ours = mean("validation_error", 5 * last / 6, last) / mean("validation_error", 2 * last / 3, 5 * last / 6)
        if (late / middle > ours) ours = late / middle
    }
    claim("figS8-overfitting", "", ours, verdict(meets(ours, "<= 1") && best < steps, meets(ours, "<= 1.05")), \
        middle == "-" ? "" : sprintf("%svalidation error %s; the best after %s of %s iterations, published 80 000 of 100 000", \
        best == steps ? "the training ended before it rose: " : "", thirds("validation_error", 3), best, steps))
}
# The mean of a third of the rounds.
function third(name, which) { return last < 3 ? "-" : mean(name, (which - 1) * last / 3, which * last / 3) }
function mean(name, from, to, row, sum, n) {
    for (row = int(from) + 1; row <= int(to) || !n; row++) {
        sum += cell("p2-figS8", row, name)
        n++
    }
    return sum / n
}
function thirds(name, digits) {
    return number(third(name, 1), digits) ", " number(third(name, 2), digits) ", " number(third(name, 3), digits) " in its thirds"
}
# How much of the descent to the last third lies behind the middle third, in percent, from the end of the first tenth on: the first
# rounds, in which any network learns the mean, would make the rest look small. None, if all but a hundredth of it is in that tenth.
function left(name, descent, end) {
    if (last < 3) return "-"
    end = third(name, 3)
    if (cell("p2-figS8", 1, name) <= end) return "-"
    descent = mean(name, last / 20, last / 10) - end
    return descent < 0.01 * (cell("p2-figS8", 1, name) - end) ? 0 : 100 * (third(name, 2) - end) / descent
}
