# figS8-smooth.awk -- the table of a training's losses with their means in a Hanning window. The published one is 1200 of 100 000
# iterations wide: ours has the same share of the rounds of the training, but at least five.
{
    rounds++
    line[rounds] = $0
    training[rounds] = the("training_loss")
    critic[rounds] = the("critic_loss")
    validation[rounds] = the("validation_error")
}
END {
    if (broken) exit 1
    print "step", "training_loss", "critic_loss", "validation_error", "best", "training_smooth", "critic_smooth", "validation_smooth"
    half = int(0.012 * rounds / 2)
    if (half < 2) half = 2
    for (i = 1; i <= rounds; i++)
        print line[i], smooth(training), smooth(critic), smooth(validation)
}
# Where the window reaches beyond the training, the mean of what is inside.
function smooth(list, k, weight, sum, all) {
    for (k = -half; k <= half; k++) {
        if (i + k < 1 || i + k > rounds) continue
        weight = 1 + cos(3.14159265358979 * k / (half + 1))
        sum += weight * list[i + k]
        all += weight
    }
    return sprintf("%.6g", sum / all)
}
