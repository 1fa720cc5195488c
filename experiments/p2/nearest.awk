# Prints the plane of a stack that resembles its image with extended depth of field most (Luo 2020, Data pre-processing), as a
# row for label. At the end of the stack a plane beyond might resemble it more.
the("status") != "ok" { next }
{
    n++
    if (n == 1 || the("ssim") + 0 > best + 0) {
        best = the("ssim")
        focus = the("z_um")
        stack = the("stack")
        at = n
    }
}
END {
    if (broken) exit 1
    print "stack", "focus_um", "ssim", "status"
    print stack == "" ? "-" : stack, n ? focus : "nan", n ? best : "nan", !n ? "blank" : at == 1 || at == n ? "edge" : "ok"
}
