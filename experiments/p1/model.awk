# Prints how a network did in stacks that it has never seen, a line for each sample, from the table of `judged`.
the("set") == "test" {
    print "RMSE " the("rmse_um") " um in " the("groups") " stacks of " the("sample") " that it has never seen; a constant guess has " \
        the("constant_rmse_um") " um"
}
