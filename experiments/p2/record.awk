# Prints, for a model to remember, how a network did in stacks that it has never seen, from the tables of the macro `curves`: the SSIM with
# the plane in focus, and by target_um, which is the other way round than z; of many planes some.
has("z_um") && the("source") == "deep-r" {
    sum += the("ssim")
    at[++planes] = sprintf("%.3g:%.3g", 0 - the("z_um"), the("ssim"))
}
has("against") && the("source") == "deep-r" && the("against") == "input" && the("side") == "both" { stacks = the("fields") }
END {
    if (broken || !planes) exit broken
    for (i = planes; i > 0; i -= int((planes + 11) / 12))
        list = list (list == "" ? "" : ",") at[i]
    printf "test_stacks=%d test_ssim=%.3f by_depth=%s\n", stacks, sum / planes, list
}
