# Counts the patterns that contain each LED.
{ patterns[the("led_na_x") "\t" the("led_na_y")]++ }
END {
    print "led_na_x", "led_na_y", "patterns"
    for (led in patterns)
        print led, patterns[led] | "sort -g -k1,1 -k2,2"
}
