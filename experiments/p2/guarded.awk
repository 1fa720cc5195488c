# guarded.awk -- what a network says of its images beside how far they are from the planes in focus: of `meta --list` of the images, with
# the status `deepr`, and then of the rows of `similarity` those images that both know.
BEGIN { print "network", "within_um", "kind", "sample", "stack", "z_um", "rmse", "deepr", "novelty" }
{ image = the("stack") SUBSEP (the("z_um") + 0) }
has("deepr") {
    status[image] = the("deepr")
    novelty[image] = the("novelty")
    next
}
image in status {
    print the("network"), the("within_um"), the("kind"), the("sample"), the("stack"), the("z_um"), the("rmse"), status[image],
        novelty[image]
}
