# found.awk -- how far each search in a stack ended from its sharpest plane. Reads a table of sharpness, of this stack without
# noise, then one of autofocus-search.
BEGIN { print "stack", "start_um", "focus_um", "sharpest_um", "off_um", "looks", "time_ms", "status" }
tables == 1 {
    sharpest = the("focus_um")
    next
}
{
    off = the("focus_um") == "nan" || sharpest == "nan" ? "nan" : sprintf("%.3f", the("focus_um") - sharpest)
    print the("stack"), the("start_um"), the("focus_um"), sharpest, off, the("looks"), the("time_ms"), the("status")
}
