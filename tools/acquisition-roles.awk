# acquisition-roles.awk -- which stacks are of which role, sample and position. Reads frames, prints for each stack of a
# role
#   sample position role channel name planes z_low_um z_high_um pixel_um channels arguments
# where `channels` are those that the position has, and the arguments of tiff-read are separated by "\034".
#
# A NAME is a channel that the files record, or its number. If no file records it, it is part of a path: a folder, a
# file, or a word of their names, as in LED/a.tif, a/LED.tif, a_LED.tif. What else there is in the path is the position.
# Its first folder is the sample; without folders, or if each of them holds one position, all are one sample.
BEGIN {
    for (i = 1; i <= asked_sets; i++)
        if (asked_set[i] !~ /\+/)
            lonely = asked_set[i]
}

# unit folder base, then the columns of tiff-read --list: set file page channel name named stack z_um pixel_um
{
    set = $2 SUBSEP $4
    stack = set SUBSEP $10 SUBSEP $7
    if (!(stack in planes)) {
        stacks++
        key[stacks] = stack
        unit[stacks] = $1
        base[stacks] = $9 == "folder" ? $3 : ""
        folder[stacks] = $2
        of_set[stacks] = set
        channel[stacks] = $7
        name[stacks] = $8
        called[stacks] = $10
        pixel[stacks] = $12
        stacks_of[set] += !named[set, $10]++
        low[stack] = high[stack] = $11
    }
    planes[stack]++
    if ($11 == "-" || low[stack] == "-")
        low[stack] = high[stack] = "-"
    else if ($11 + 0 < low[stack] + 0)
        low[stack] = $11
    else if ($11 + 0 > high[stack] + 0)
        high[stack] = $11
    if (!((set, $5) in listed)) {
        listed[set, $5] = 1
        files[set] = files[set] "\034" $5
        in_set[set]++
        in_folder[$2]++
    }
}

END {
    for (i = 1; i <= stacks; i++) {
        p = place[i] = path(i)
        if (!counted[of_set[i], channel[i]]++)
            of_many[of_set[i]]++
        if (!has[p, channel[i]]++)
            channels[p] = channels[p] (many[p]++ ? ", " : "") channel[i] (name[i] == "-" ? "" : " (" name[i] ")")
    }
    for (r = 1; r <= asked_roles; r++) {
        recorded = 0
        for (i = 1; i <= stacks; i++)
            recorded = recorded || records(i, name_of[asked_role[r]])
        for (i = 1; i <= stacks; i++)
            if (recorded && records(i, name_of[asked_role[r]]))
                add(i, asked_role[r], without_number(i))
            else if (!recorded && (shorter = without(place[i], name_of[asked_role[r]])) != place[i])
                add(i, asked_role[r], shorter)
    }
    if (!rows && guess)
        for (i = 1; i <= stacks; i++)
            if (many[place[i]] == 1)
                add(i, lonely, place[i])
    for (i = 1; i <= rows; i++) {
        at[i] = position[i] ~ /\// ? substr(position[i], 1, index(position[i], "/") - 1) : ENVIRON["BASE"]
        samples += !held[at[i]]
        if (!seen[at[i], position[i]]++ && ++held[at[i]] == 2)
            several = 1
    }
    for (i = 1; i <= rows; i++) {
        p = position[i]
        if (several || samples == 1) {
            sub(/^[^\/]*\//, "", p)
        } else {
            at[i] = ENVIRON["BASE"]
            sub(/\/.*/, "", p)
        }
        s = row[i]
        print at[i], p == "" ? ENVIRON["BASE"] : p, as[i], known(s), arguments(s)
    }
    # What there is, if none of it was asked for.
    if (!rows)
        for (i = 1; i <= stacks; i++)
            print ENVIRON["BASE"], place[i], "-", known(i), "-"
}

function known(i, k) {
    k = key[i]
    return channel[i] OFS name[i] OFS planes[k] OFS low[k] OFS high[k] OFS pixel[i] OFS channels[place[i]]
}

function add(i, role, where) {
    rows++
    row[rows] = i
    as[rows] = role
    position[rows] = where
}

# How tiff-read cleans a name.
function clean(text) {
    gsub(/[^!$%&*+,.\/0-9:;=?@A-Z^_a-z|~-]/, "_", text)
    return text
}

# The path of a stack below DATA: folders, the file unless it is one of many planes, and what tells its stacks apart.
function path(i, stack, file, own, n, f) {
    stack = own = called[i]
    if (base[i] != "") {
        if (stacks_of[of_set[i]] == 1)
            own = ""
        else if (index(stack, clean(base[i]) "_") == 1)
            own = substr(stack, length(base[i]) + 2)
    } else {
        n = split(substr(files[of_set[i]], 2), file, "\034")
        for (f = 1; f <= n; f++) {
            sub(/.*\//, "", file[f])
            sub(/(\.ome)?\.([Tt][Ii][Ff][Ff]?|[Ss][Tt][Kk]|[Bb][Tt][Ff])$/, "", file[f])
            if (own == stack && index(stack, clean(file[f])) == 1)
                own = file[f] substr(stack, length(file[f]) + 1)
        }
        if (own == stack && stacks_of[of_set[i]] == 1)
            own = file[1]
    }
    return unit[i] == "." ? own : unit[i] (own == "" ? "" : "/") own
}

function records(i, wanted) { return tolower(name[i]) == tolower(wanted) || channel[i] == wanted }

# Without the word that is a channel, in the last part of a path that has it; the path itself if none has.
function without(place, wanted, number, part, n, i, short, all) {
    n = split(place, part, "/")
    for (i = n; i > 0; i--)
        if ((short = without_word(part[i], wanted)) != part[i]) {
            part[i] = short
            for (i = 1; i <= n; i++)
                if (part[i] != "") all = all (all == "" ? "" : "/") part[i]
            return all
        }
    return place
}
function without_word(text, word, start, at, before, after) {
    for (start = 1; at = index(substr(text, start), word); start += at) {
        before = substr(text, 1, start + at - 2)
        after = substr(text, start + at - 1 + length(word))
        if (before ~ /(^|[_ .-])((w|c|C|ch|channel)[0-9]+[_ -]?)?$/ && after ~ /^([_ .-]|$)/) {
            sub(/(w|c|C|ch|channel)[0-9]+[_ -]?$/, "", before)
            sub(/[_ .-]+$/, "", before)
            if (before == "") sub(/^[_ .-]+/, "", after)
            return before after
        }
    }
    return text
}
# Files of one channel each may say its number, as in a_w2LED.tif.
function without_number(i, text, last) {
    text = place[i]
    if (many[text] == 1 && match(text, "[_ .-](w|c|C|ch|channel)0*" channel[i] "[A-Za-z]*($|[_ .-])")) {
        last = substr(text, RSTART + RLENGTH - 1, 1)
        text = substr(text, 1, RSTART - 1) (last ~ /[_ .-]/ ? last : "") substr(text, RSTART + RLENGTH)
    }
    return text
}

# All files of the set, as one folder if there is nothing else in it; the channel and the stack among them.
function arguments(i, set, text) {
    set = of_set[i]
    text = of_many[set] > 1 ? "\034--channel\034" channel[i] : ""
    text = text (called[i] == "-" ? "" : "\034--stack\034" called[i]) \
        (in_set[set] > 1 && in_set[set] == in_folder[folder[i]] ? "\034" folder[i] : files[set])
    return substr(text, 2)
}
