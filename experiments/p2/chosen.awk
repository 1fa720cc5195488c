# Prints the number of iterations of Richardson-Lucy that the validation fields chose at z.
the("choice") == "validation" && the("z_um") == z { print the("iterations") }
