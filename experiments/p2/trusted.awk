# Prints ok if the plane in focus, a row of the table of `nearest`, resembles the fused image at least so much, and is not further
# than `most` um from the middle of the stack; else why not.
{
    found = the("status")
    if (found == "ok" && the("ssim") < least)
        found = "shows nothing"
    if (found == "ok" && the("focus_um") ^ 2 > most ^ 2)
        found = "off the middle"
    print found
}
