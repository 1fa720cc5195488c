# curves-shown.awk -- the images of one field of each sample, that with the highest score in focus: from the curves of sharpness of the
# fields (stack, z_um, score), then a row for each image (sample, source, stack, z_um, ssim, rmse). The stack of a field is SAMPLE/FIELD.
has("score") { if (the("z_um") == 0) contrast[the("stack")] = the("score"); next }
{
    of = the("sample")
    if (!(of in best) || contrast[the("stack")] + 0 > contrast[best[of]] + 0) best[of] = the("stack")
    name[++n] = of
    stack[n] = the("stack")
    row[n] = of OFS the("source") OFS the("z_um") OFS the("stack") OFS the("ssim") OFS the("rmse")
}
END {
    if (broken) exit 1
    print "sample", "source", "z_um", "stack", "ssim", "rmse"
    for (i = 1; i <= n; i++)
        if (stack[i] == best[name[i]]) print row[i]
}
