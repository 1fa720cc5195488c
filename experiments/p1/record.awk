# Prints, for a model to remember, how a network did in stacks that it has never seen: from a table of `evaluate`, and one by target_um.
has("by_target_um") { list = list (list == "" ? "" : ",") sprintf("%.3g:%.3g", the("by_target_um"), the("rmse_um")); next }
{ print "test_stacks=" the("groups") " test_rmse_um=" the("rmse_um") }
END { if (!broken && list != "") print "by_depth=" list }
