# restored.awk -- how alike restored images and the planes in focus are: from a row for each image (set, what changes, method,
# iterations, stack, z_um, ssim, rmse) the test fields at the z of `at`, on stdout; their means, in `table`; and the means of differences
# within fields at all z, in `pairs`. The numbers of iterations of Richardson-Lucy are the published one and, for each z, the one with
# which the validation fields are most alike. Intervals are of Student's t, 95 %, for three fields or more.
BEGIN {
    many = split(at, wanted, " ")
    for (i = 1; i <= many; i++)
        shown[wanted[i] + 0]
}
{
    z = the("z_um") + 0
    world = the("slices") OFS the("exposure") OFS the("psf")
    method = the("method")
    n = method == "richardson-lucy" ? the("iterations") + 0 : 0
    if (!(z in planes)) {
        planes[z]
        depth[++depths] = z
    }
    if (the("set") == "validation") {
        sum[world, z, n] += the("ssim")
        if (method == "richardson-lucy" && !((world, z, n) in tried)) {
            tried[world, z, n]
            counts[world, z] = counts[world, z] " " n
        }
    } else {
        if (!(world in seen)) {
            seen[world]
            order[++worlds] = world
        }
        k = ++rows[world, method, z, n]
        row[world, method, z, n, k] = the("stack") SUBSEP the("ssim") SUBSEP the("rmse")
    }
}
END {
    if (broken)
        exit 1
    for (i = 2; i <= depths; i++)
        for (m = i; m > 1 && depth[m - 1] > depth[m]; m--) {
            z = depth[m]
            depth[m] = depth[m - 1]
            depth[m - 1] = z
        }
    print "slices", "exposure", "psf", "method", "choice", "iterations", "z_um", "stack", "ssim", "rmse"
    for (w = 1; w <= worlds; w++)
        for (m = 1; m <= 5; m++)
            for (i = 1; i <= depths; i++)
                keep_all(order[w], m == 1 ? "input" : m == 2 ? "landweber" : m == 5 ? "deep-r" : "richardson-lucy", \
                    m == 4 ? "validation" : "published", depth[i])
    print "slices", "exposure", "psf", "method", "choice", "iterations", "z_um", "fields", "ssim", "ssim_se", "ssim_low", "ssim_high", \
        "rmse", "rmse_se", "rmse_low", "rmse_high" > table
    for (g = 1; g <= groups; g++)
        print group[g], count[g], spread(g, "ssim"), spread(g, "rmse") > table
    print "slices", "exposure", "psf", "method", "choice", "against", "fields", "ssim", "ssim_se", "ssim_low", "ssim_high", \
        "rmse", "rmse_se", "rmse_low", "rmse_high" > pairs
    for (s = 1; s <= series; s++) {
        compare(s, "input")
        compare(s, "other-side")
        compare(s, "exact-thin")
        compare(s, "network-below", -1)
        compare(s, "network-above", 1)
        compare(s, "network-sides")
    }
}

function best(world, z, n, list, i, most) {
    n = split(counts[world, z], list, " ")
    for (i = 1; i <= n; i++)
        if (most == "" || sum[world, z, list[i]] > sum[world, z, most])
            most = list[i]
    return most == "" ? published : most + 0
}

# The test fields at this z, with the number of iterations that was published or chosen.
function keep_all(world, method, choice, z, n, f, is) {
    n = method != "richardson-lucy" ? 0 : choice == "published" ? published : best(world, z)
    for (f = 1; f <= rows[world, method, z, n]; f++) {
        split(row[world, method, z, n, f], is, SUBSEP)
        keep(world OFS method OFS choice, method == "landweber" ? published : n, z, is)
    }
}

# One of them: is[] is stack, SSIM, RMSE.
function keep(name, n, z, is, g) {
    if (z in shown) {
        print name, n, z, is[1], is[2], is[3]
        if (!((name, z) in place)) {
            place[name, z] = ++groups
            group[groups] = name OFS n OFS z
        }
        g = place[name, z]
        value[g, "ssim", ++count[g]] = is[2]
        value[g, "rmse", count[g]] = is[3]
    }
    if (!(name in known)) {
        known[name] = ++series
        one[series] = name
    }
    ssim[name, z, is[1]] = is[2]
    rmse[name, z, is[1]] = is[3]
    if (!(is[1] in field)) {
        field[is[1]] = ++fields
        stack[fields] = is[1]
    }
}

# In each field the mean over all z of the difference to the input, to as far on the other side of focus, to the same images of a thin
# section with the exact point spread function; or to those of a network, below or above focus, from 2 um on, and what that difference
# is more above focus than as far below.
function compare(s, against, side, name, other, part, g, f, i, z, x, n, sum_of, square_of) {
    name = other = one[s]
    split(name, part, OFS)
    if (against == "exact-thin")
        other = 1 OFS part[2] OFS "exact" OFS part[4] OFS part[5]
    else if (against != "other-side")
        other = part[1] OFS part[2] OFS part[3] OFS (against ~ /network/ ? "deep-r" : "input") OFS "published"
    if (against != "other-side" && other == name || !(other in known)) return
    g = "pair" s against
    for (f = 1; f <= fields; f++) {
        n = sum_of = square_of = 0
        for (i = 1; i <= depths; i++) {
            z = depth[i]
            x = against == "other-side" ? -z : z
            if (against == "other-side" && z < 0 || side && side * z < 2 || against == "network-sides" && z < 2) continue
            if (!((name, z, stack[f]) in ssim) || !((other, x, stack[f]) in ssim)) continue
            if (against == "network-sides") {
                if (!((name, -z, stack[f]) in ssim) || !((other, -z, stack[f]) in ssim)) continue
                sum_of -= ssim[name, -z, stack[f]] - ssim[other, -z, stack[f]]
                square_of -= rmse[name, -z, stack[f]] - rmse[other, -z, stack[f]]
            }
            sum_of += ssim[name, z, stack[f]] - ssim[other, x, stack[f]]
            square_of += rmse[name, z, stack[f]] - rmse[other, x, stack[f]]
            n++
        }
        if (n) {
            value[g, "ssim", ++count[g]] = sum_of / n
            value[g, "rmse", count[g]] = square_of / n
        }
    }
    if (count[g])
        print name, against, count[g], spread(g, "ssim"), spread(g, "rmse") > pairs
}

# The mean, its standard error, and its interval.
function spread(g, name, n, i, mean, se, t) {
    n = count[g]
    for (i = 1; i <= n; i++)
        mean += value[g, name, i] / n
    for (i = 1; i <= n; i++)
        se += (value[g, name, i] - mean) ^ 2
    if (n < 3)
        return sprintf("%.4f", mean) OFS "nan" OFS "nan" OFS "nan"
    se = sqrt(se / (n - 1) / n)
    t = student(n - 1)
    return sprintf("%.4f" OFS "%.4f" OFS "%.4f" OFS "%.4f", mean, se, mean - t * se, mean + t * se)
}
