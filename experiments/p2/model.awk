# Prints how a network did in stacks that it has never seen, from the tables of the macro `curves`: the means over the planes, and what
# it changes inside of its range.
has("z_um") {
    source = the("source")
    planes[source]++
    ssim[source] += the("ssim")
    rmse[source] += the("rmse")
}
has("against") && the("source") == "deep-r" && the("against") == "input" && the("side") == "both" {
    stacks = the("fields")
    change = sprintf("%+.3f", the("ssim")) (the("ssim_low") == "nan" ? "" : ", from " the("ssim_low") " to " the("ssim_high"))
}
END {
    if (broken) exit 1
    if (!planes["deep-r"]) {
        print "there is no stack for a test, or none has a plane in focus that can be trusted: its error is not known"
        exit
    }
    printf "test stacks, which it has never seen: %d\n", stacks
    printf "SSIM with the plane in focus: %.3f, of the frames themselves %.3f; inside of its range it adds %s\n", \
        mean(ssim, "deep-r"), mean(ssim, "input"), change
    printf "RMSE, in standard deviations: %.3f, of the frames themselves %.3f\n", mean(rmse, "deep-r"), mean(rmse, "input")
}
function mean(sum, source) { return sum[source] / planes[source] }
