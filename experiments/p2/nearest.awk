# Prints the plane of a stack that resembles its image with extended depth of field most (Luo 2020, Data pre-processing), as a
# row for label. At the end of the stack a plane beyond might resemble it more. A nearly empty field resembles noise everywhere: the
# confidence is that of src/focus/focus.h, 1 - the largest rise away from the peak / the height of the peak. Of fields that show
# something it is above 0.9, of others below 0.7.
the("status") != "ok" { next }
{
    ssim[++n] = the("ssim") + 0
    z[n] = the("z_um")
    stack = the("stack")
    if (n == 1 || ssim[n] > ssim[at]) at = n
}
END {
    if (broken) exit 1
    print "stack", "focus_um", "ssim", "confidence", "status"
    if (!n) {
        print "-", "nan", "nan", "nan", "blank"
        exit
    }
    below = climb(-1)
    above = climb(1)
    height = ssim[at] - (lowest[-1] > lowest[1] ? lowest[-1] : lowest[1])
    confidence = height > 0 ? 1 - (below > above ? below : above) / height : 0
    print stack, z[at], ssim[at], sprintf("%.4f", confidence > 0 ? confidence : 0), \
        at == 1 || at == n ? "edge" : confidence < 0.8 ? "low-confidence" : "ok"
}
# The largest rise on the way from the peak to an end of the stack.
function climb(step, i, rise) {
    lowest[step] = ssim[at]
    for (i = at; i in ssim; i += step) {
        if (ssim[i] < lowest[step]) lowest[step] = ssim[i]
        if (ssim[i] - lowest[step] > rise) rise = ssim[i] - lowest[step]
    }
    return rise + 0
}
