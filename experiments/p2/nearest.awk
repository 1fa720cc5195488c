# Prints the plane of a stack that resembles its image with extended depth of field most (Luo 2020, Data pre-processing), as a
# row for label. At the end of the stack a plane beyond might resemble it more. A nearly empty field resembles noise in every plane:
# the prominence is the height of the peak above the median, in units of how much the curve jumps from plane to plane away from the
# peak. It is below 13 in fields that show nothing, above 17 in others.
the("status") != "ok" { next }
{
    ssim[++n] = the("ssim") + 0
    z[n] = the("z_um")
    stack = the("stack")
    if (n == 1 || ssim[n] > ssim[at]) at = n
}
END {
    if (broken) exit 1
    print "stack", "focus_um", "ssim", "prominence", "status"
    if (!n) {
        print "-", "nan", "nan", "nan", "blank"
        exit
    }
    height = ssim[at] - median()
    jump = roughness()
    prominence = jump > 0 ? height / jump : height > 0 ? 1e6 : 0
    print stack, z[at], ssim[at], sprintf("%.2f", prominence), at == 1 || at == n ? "edge" : prominence < 15 ? "low-confidence" : "ok"
}
# How far a plane is from the mean of its neighbours, away from the peak.
function roughness(i, sum, many) {
    for (i = 2; i < n; i++)
        if (i < at - 3 || i > at + 3) {
            sum += (ssim[i] - (ssim[i - 1] + ssim[i + 1]) / 2) ^ 2
            many++
        }
    return many ? sqrt(sum / many) : 0
}
function median(i, j, below) {
    for (i = 1; i <= n; i++) {
        below = 0
        for (j = 1; j <= n; j++)
            below += ssim[j] < ssim[i] || (ssim[j] == ssim[i] && j < i)
        if (below == int((n - 1) / 2)) return ssim[i]
    }
}
