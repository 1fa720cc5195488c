load helpers

# each COMMAND...: runs it with the name of each program in $program, in this shell; fails, with the names, if any does.
each() {
    local bad=
    for program in $(programs); do
        "$@" || { echo "$program: $*" && bad+=" $program"; }
    done
    [ -z "$bad" ]
}

setup_file() { cd "$BATS_FILE_TMPDIR" && fixtures; }

helps() {
    "$program" --help </dev/null >help 2>stderr && [ ! -s stderr ] && grep -q "^$program -- " help &&
        grep -q "^EXAMPLE" help && [ "$("$program" -h)" = "$(cat help)" ] &&
        [ "$("$program" -'?')" = "$(cat help)" ] && [ "$("$program" --version)" ]
}
# The page as it is built.
page() { meta --keys | awk -f "$BATS_TEST_DIRNAME/../src/npystream.awk" - "$BATS_TEST_DIRNAME/../src/npystream.5"; }

@test "all keys that programs set are in the vocabulary, and all of the vocabulary is in npystream(5)" {
    meta --keys | sed 1d | cut -f1 | sort >known
    grep -rhoE 'meta_set(_number|_format)?\([^,]+, "[a-z_0-9]+"' "$BATS_TEST_DIRNAME/../src" |
        cut -d'"' -f2 | sort -u >set
    [ "$(wc -l <set)" -gt 20 ]
    [ -z "$(comm -13 known set | tee missing)" ] || { cat missing; false; }
    page | sed -n '/^\.Ss Keys/,/^\.Ss Images/s/^\.It Li //p' | sort | diff known -
}

# The words that the help lists under METADATA, one per line.
declared() {
    "$program" --help | sed -n '/^METADATA/,/^$/p' | sed '/^METADATA/d' | tr -s ' ' '\n' | sed '/^$/d' | sort -u
}
@test "all keys that help texts list are in the vocabulary, or record an option" {
    {
        meta --keys | sed 1d | cut -f1
        grep -rhoE '\.key = "[a-z_0-9]+"' "$BATS_TEST_DIRNAME/../src" | cut -d'"' -f2
    } | sort -u >known
    declares() { declared >words && [ -z "$(comm -23 words known | tee unknown)" ] || { cat unknown && false; }; }
    each declares
    program=fcfnn-train && declared >words
    for key in stack na crop model rate training_seed valid; do grep -qx $key words; done
}

@test "every program has help and an example" {
    each helps
}

reads_nothing() {
    local left
    left=$({ "$program" --help >/dev/null && "$program" --man >/dev/null && cat; } <<<untouched) &&
        [ "$left" = untouched ]
}
@test "help does not read stdin" {
    each reads_nothing
}

full() { fails 1 "^$program: stdout: No space left" bash -c "'$program' $1 >/dev/full"; }
@test "help that cannot be written is an error" {
    each full --help
    each full --man
}

@test "an unknown option is a usage error of one line" {
    refuses() { fails 2 "^$program: --bogus: unknown option.*$program --help" "$program" --bogus; }
    each refuses
}

@test "a short option means the same in every program" {
    for program in $(programs); do "$program" --help; done | grep -oE '^ *-[a-zA-Z], --[a-z-]+' | sort -u >letters
    cut -d, -f1 letters | uniq -d >doubtful
    [ "$(wc -l <letters)" -eq 3 ] # -h --help, -s --seed and -w --with
    [ ! -s doubtful ] || { cat letters; false; }
}

lints() { "$program" --man | mandoc -Tlint -W error; }
@test "every man page is well formed" {
    command -v mandoc >/dev/null || skip "no mandoc here"
    each lints
    page >npystream.5
    mandoc -Tlint -W warning npystream.5
}

@test "man pages refer to pages that exist" {
    sed -n 's/^\.Xr \([a-z-]*\) 1.*/\1/p' "$BATS_TEST_DIRNAME/../src/npystream.5" | sort -u >named
    [ -s named ]
    while read -r name; do programs | says "^$name\$" || { echo "no program $name"; false; }; done <named
}

example() {
    mkdir "$program" && cp "$BATS_FILE_TMPDIR"/*.{npy,tif,tsv} "$program" || return
    "$program" --example >"$program.sh" && [ "$(wc -w <"$program.sh")" -gt 0 ] || return
    (cd "$program" && bash -eu -o pipefail "../$program.sh" </dev/null >../stdout 2>../stderr) ||
        { cat "$program.sh" stderr; return 1; }
}
@test "every example of a man page works" {
    leaks
    each example
}
