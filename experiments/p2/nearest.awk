# Prints the plane of a stack that resembles its image with extended depth of field most (Luo 2020, Data pre-processing), as a
# row for label, from the row of its sharpness and from how alike each plane is:
#   awk -f experiments/columns.awk -f experiments/p2/nearest.awk SHARPNESS.tsv SSIM.tsv
# At the end of the stack a plane beyond might resemble it more. A nearly empty field resembles noise in every plane: the prominence
# is the height of the peak above the median, in units of how much the curve jumps from plane to plane away from the peak. It is
# below 13 in fields that show nothing, above 17 in others. Where hardly a plane is away from the peak, as in short stacks, its own
# slope counts as a jump, or nothing does: then the plane is in focus if the sharpness, another measure, says the same.
tables == 1 {
    sharp = the("status")
    sharpest = the("focus_um")
    next
}
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
    jump = roughness()
    prominence = many > 1 && jump > 0 ? (ssim[at] - median()) / jump : "nan"
    found = at == 1 || at == n ? "edge" : sharp == "saturated" ? sharp : \
        prominence != "nan" && prominence >= 15 || many < 9 && agree() ? "ok" : "low-confidence"
    print stack, z[at], ssim[at], prominence == "nan" ? "nan" : sprintf("%.2f", prominence), found
}
# Whether the stack is sharpest there too, or halfway to the plane beyond the next one.
function agree(apart) {
    apart = z[at + 1] - z[at] > z[at] - z[at - 1] ? z[at + 1] - z[at] : z[at] - z[at - 1]
    return sharp == "ok" && (sharpest - z[at]) ^ 2 <= (1.5 * apart) ^ 2
}
# How far a plane is from the mean of its neighbours, away from the peak, in `many` planes.
function roughness(i, sum) {
    many = 0
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
