# Figure 3 of Pinkard 2019. Its numbers are from the authors' notebook: 1.36 um on cells, 18.2 um on tissue that the
# network has never seen, 1.76 and 1.75 um on cells and tissue after training on both. A network fails if its error is
# at least three times that on the trained sample, and works if it is at most one and a half times.
END {
    one = cell("p1-fig3", 1, "tested")
    other = cell("p1-fig3", 2, "tested")
    known = error_of("p1-fig3", "trained=" one " tested=" one)
    judge("A network trained on " one " predicts the defocus of other " one, 1.36, known, known < constant / 5, known < constant / 2, \
        sprintf("the best constant guess is wrong by %.2f um", constant))
    unseen = error_of("p1-fig3", "trained=" one " tested=" other)
    judge("It fails on " other ", which it has never seen", 18.2, unseen, unseen >= 3 * known, unseen >= 1.5 * known, \
        sprintf("%.1f times the error on %s; failing is three times", unseen / known, one))
    works(one, 1.76)
    works(other, 1.75)
}
function works(sample, published, both) {
    both = error_of("p1-fig3", "trained=both tested=" sample)
    judge("Trained on both with less of the " other ", it works on " sample, published, both, both <= 1.5 * known, both <= 3 * known, \
        sprintf("%.2f times the error of %s alone; working is at most 1.5 times", both / known, one))
}
function judge(text, published, ours, reproduced, partly, reason) {
    claim(text, published, ours, low, high, 2, "um", verdict(reproduced, partly), reason)
}
