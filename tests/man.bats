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
        grep -q "^EXAMPLE" help && [ "$("$program" -'?')" = "$(cat help)" ] && [ "$("$program" --version)" ]
}
@test "npystream(5) lists the keys that programs set" {
    local page="$BATS_TEST_DIRNAME/../src/npystream.5"
    grep -rhoE 'meta_set(_number|_format)?\([^,]+, "[a-z_0-9]+"' "$BATS_TEST_DIRNAME/../src" |
        cut -d'"' -f2 | sort -u >set
    sed -n '/^\.Ss Keys/,/^\.Ss Images/s/^\.It Li //p' "$page" | tr ' ' '\n' | sort -u >listed
    [ "$(wc -l <set)" -gt 30 ]
    [ -z "$(comm -23 set listed | tee missing)" ] || { cat missing; false; }
}

@test "every program helps, and has an example" {
    each helps
}

reads_nothing() {
    local left
    left=$({ "$program" --help >/dev/null && "$program" --man >/dev/null && cat; } <<<untouched) &&
        [ "$left" = untouched ]
}
@test "help reads no stdin" {
    each reads_nothing
}

full() { fails 1 "^$program: stdout: No space left" bash -c "'$program' $1 >/dev/full"; }
@test "help that cannot be written is an error" {
    each full --help
    each full --man
}

@test "an option that is none is a usage error, of one line" {
    refuses() { fails 2 "^$program: --bogus: unknown option.*$program --help" "$program" --bogus; }
    each refuses
}

lints() { "$program" --man | mandoc -Tlint -W error; }
@test "every man page is well formed" {
    command -v mandoc >/dev/null || skip "no mandoc here"
    each lints
    mandoc -Tlint -W warning "$BATS_TEST_DIRNAME/../src/npystream.5"
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
    each example
}
