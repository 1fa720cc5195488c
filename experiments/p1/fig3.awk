# Figure 3 of Pinkard 2019, whose numbers stand in the authors' notebook. To fail is to err three times as much as on the
# trained sample, to work half as much again at most. Whether the number is the published one is a claim of its own.
END {
    one = cell("p1-fig3", 1, "tested")
    other = cell("p1-fig3", 2, "tested")
    known = error_of("p1-fig3", "trained=" one " tested=" one)
    claim("fig3-known", "", known, verdict(known < constant / 5, known < constant / 2), \
        sprintf("the best constant guess is wrong by %.2f um; working is a fifth of that at most", constant), one, one)
    claim("fig3-number", "", known, "", "", one, one)
    if (one == "cells") claim("fig3-thickness", "", known)
    unseen = error_of("p1-fig3", "trained=" one " tested=" other)
    claim("fig3-unseen", "", unseen, verdict(unseen >= 3 * known, unseen >= 1.5 * known), \
        sprintf("%.1f times the error on %s; failing is three times", unseen / known, one), other)
    works("fig3-one", one)
    works("fig3-other", other)
}
function works(id, sample, both) {
    both = error_of("p1-fig3", "trained=both tested=" sample)
    claim(id, "", both, verdict(both <= 1.5 * known, both <= 3 * known), \
        sprintf("%.2f times the error of %s alone; working is at most 1.5 times", both / known, one), other, sample)
}
