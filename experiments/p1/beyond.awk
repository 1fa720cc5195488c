# To know the frames of a sample that it was never trained on, a network has to flag more than half of them, and hardly one in
# twenty of the trained kind.
END {
    compare("published")
    compare("recropped")
    if (!("p1-beyond-unseen" in rows))
        exit
    distinct("p1-beyond-unseen", "tested", "recipe=ours", tested)
    claim("beyond-trained", "", share(tested[1]), "", "", tested[1])
    claim("beyond-unseen", "", share(tested[2]), "", "", tested[2])
}
function share(tested, where) {
    where = "recipe=ours tested=" tested
    return 100 * mean_of("p1-beyond-unseen", "low_confidence", where) / mean_of("p1-beyond-unseen", "frames", where)
}
function compare(recipe, ratio) {
    ratio = ratio_of("p1-beyond-pairs", "recipe=ours against=" recipe)
    claim("beyond-" recipe, "", ratio, "", errors() " on the test stacks; the recipe as published, on our stacks")
}
