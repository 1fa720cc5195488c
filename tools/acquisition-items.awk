# acquisition-items.awk -- makes items of positions: files that make can name, and who has all that it needs. Reads the
# state of the files, then the sorted rows of acquisition-roles.awk.
BEGIN {
    out = ENVIRON["OUT"]
    print "item", "sample", "position", "role", "channel", "name", "planes", "z_low_um", "z_high_um", "step_um", \
        "pixel_um", "channels" > (out "/positions.tsv")
    printf "" > (out "/lacking")
    printf "" > (out "/unwritten")
}

FILENAME != "-" {
    if (NF == 3) {
        state[$1] = $2 " " $3
        dir = $1
        sub(/\/[^\/]*$/, "", dir)
        inside[dir] = inside[dir] " " $2 " " $3
    }
    next
}

{
    if (!($1 in sample_id))
        sample_id[$1] = unique(safe($1))
    if (!(($1, $2) in position_id)) {
        position_id[$1, $2] = substr(unique(sample_id[$1] "/" safe($2)), length(sample_id[$1]) + 2)
        item[++items] = sample_id[$1] "/" position_id[$1, $2]
        sample_of[items] = sample_id[$1]
        shown[items] = $1 "/" $2
        what[items] = $10
    }
    step = $6 > 1 && $7 != "-" ? sprintf("%.6g", ($8 - $7) / ($6 - 1)) : "-"
    print item[items], $1, $2, $3, $4, $5, $6, $7, $8, step, $9, $10 > (out "/positions.tsv")
    if ($3 == "-") next
    own = $3 " " quoted(name_of[$3])
    if (have[items, $3]++)
        wrong[items, $3] = "two stacks are its " own "; move one out of DATA, or name another channel"
    else if ($6 < 3)
        wrong[items, $3] = "its " own " has " $6 " planes, expected at least 3"
    else if ($7 == "-")
        wrong[items, $3] = "the z of its " own " is not recorded; say the step: READ='--dz UM'"
    else if ($8 - $7 <= 0)
        wrong[items, $3] = "all planes of its " own " are at the same z; say the step: READ='--dz UM'"
    low[items, $3] = $7
    high[items, $3] = $8
    write_from(out "/" item[items] "/" $3 ".from", $11)
}

# Stacks of one position whose z are the same but for a shift, one of them from 0 on: that one counts from its first
# plane, and the focus of one would be wrong in the other.
function shifted(i, set, r, roles, role, a, b, c, d) {
    roles = split(set, role, "+")
    for (r = 2; r <= roles; r++) {
        if (!((i, role[r]) in low) || !((i, role[1]) in low))
            continue
        a = low[i, role[1]]
        b = high[i, role[1]]
        c = low[i, role[r]]
        d = high[i, role[r]]
        if (a != c && (a == 0 || c == 0) && (d - c - b + a) ^ 2 < 1e-6)
            wrong[i, role[r]] = "its " role[1] " reaches from " a " to " b " um, its " role[r] " from " c " to " d \
                ": one counts from its first plane; let both do so: READ='--z 0'"
    }
}

# A sample holds a set of roles if one of its positions has them all; then the others lack what they have not.
END {
    for (s = 1; s <= asked_sets; s++) {
        roles = split(asked_set[s], role, "+")
        for (i = 1; i <= items; i++) {
            shifted(i, asked_set[s])
            found = 0
            for (r = 1; r <= roles; r++)
                found += (i, role[r]) in have && !((i, role[r]) in wrong)
            if (found == roles) holds[sample_of[i], s] = 1
        }
    }
    for (i = 1; i <= items; i++) {
        lacks = ""
        any = 0
        for (s = 1; s <= asked_sets; s++) {
            roles = split(asked_set[s], role, "+")
            touched = 0
            for (r = 1; r <= roles; r++)
                touched += (i, role[r]) in have
            if (!holds[sample_of[i], s] && !touched) continue
            any = any || holds[sample_of[i], s]
            for (r = 1; r <= roles; r++)
                if ((i, role[r]) in wrong)
                    lacks = lacks "; " wrong[i, role[r]]
                else if (!((i, role[r]) in have))
                    lacks = lacks "; it has no " role[r] " " quoted(name_of[role[r]]) ", its channels are " what[i] \
                        "; name one: " role[r] "=NAME"
        }
        if (lacks != "")
            print shown[i] ": " substr(lacks, 3) > (out "/lacking")
        else if (any)
            positions[sample_of[i]] = positions[sample_of[i]] " " substr(item[i], length(sample_of[i]) + 2)
    }
    printf "" > (out "/positions.mk")
    for (s = 1; s <= asked_sets; s++) {
        list = ""
        for (i = 1; i <= items; i++)
            if (holds[sample_of[i], s] && positions[sample_of[i]] != "" && !listed[sample_of[i], s]++)
                list = list " " sample_of[i]
        roles = split(asked_set[s], role, "+")
        for (r = 1; r <= roles; r++)
            print "samples." role[r] " :=" list > (out "/positions.mk")
    }
    for (s in positions) print "positions." s " :=" positions[s] > (out "/positions.mk")
}

function quoted(text) { return "'" text "'" }

function safe(text) {
    gsub(/[^A-Za-z0-9._-]+/, "_", text)
    return text ~ /^[.-]/ ? "_" text : text
}
function unique(text, n, own) {
    for (own = text; own in taken; own = text "-" n)
        n = n ? n + 1 : 2
    taken[own] = 1
    return own
}

# Written only if it changes, for what is made from it depends on it; and only for a make that writes: for others, what
# would be.
function write_from(path, arguments, n, part, i, text, was, line, folder) {
    n = split(arguments, part, "\034")
    for (i = 1; i <= n; i++)
        text = text part[i] "\n"
    for (i = 1; i <= n; i++)
        was = was (part[i] in inside ? inside[part[i]] : part[i] in state ? state[part[i]] : "")
    text = sum(was) "\n" text
    was = ""
    while ((getline line < path) > 0) was = was line "\n"
    close(path)
    if (was == text) return
    if (ENVIRON["DRY"] != "") {
        print path > (out "/unwritten")
        return
    }
    folder = path
    sub(/\/[^\/]*$/, "", folder)
    if (system("mkdir -p '" folder "'")) exit 1
    printf "%s", text > (path ".part")
    close(path ".part")
    if (system("mv '" path ".part' '" path "'")) exit 1
}
# Sizes and times, in short: how many, their bytes, the newest.
function sum(text, n, part, i, bytes, newest) {
    n = split(text, part, " ")
    for (i = 1; i < n; i += 2) {
        bytes += part[i]
        if (part[i + 1] > newest) newest = part[i + 1]
    }
    return n / 2 " files " bytes " bytes " newest
}
