# student.awk -- the 97.5 % quantile of Student's t for so many degrees of freedom: the first cases, and from there on its expansion in
# 1 / freedom, to 0.1 %. With it a 95 % interval is mean +- student(n - 1) sd / sqrt(n).
function student(freedom, first) {
    split("12.706 4.303 3.182 2.776", first, " ")
    return freedom in first ? first[freedom] : 1.95996 + 2.37227 / freedom + 2.82250 / freedom ^ 2 + 2.55585 / freedom ^ 3
}
