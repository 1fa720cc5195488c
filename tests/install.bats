# Building with a chosen compiler and flags, and installing.
load helpers

setup() { plain_only; }

project=$(dirname "$BATS_TEST_DIRNAME")

# apart ARG...: make, apart from the make that runs the tests; elsewhere: in folders of its own, too
apart() { env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS make -s -C "$project" SANITIZE="$SANITIZE" "$@"; }
elsewhere() { apart SANITIZE= build="$PWD/build" bin="$PWD/bin" "$@"; }

@test "compiler and flags can be chosen, and the flags that the sources need are kept" {
    elsewhere -n --no-silent CC=mycc CFLAGS=-O1 CPPFLAGS=-DMINE LDFLAGS=-Wl,-z,now ARCH= "$PWD/bin/meta" >typed
    sed -n '/-c -o .*meta\.o/p' typed | says '^mycc -DMINE -Isrc .*-O1 -std=c11 .*-fopenmp .*-Werror'
    sed -n '/-o .*bin\/meta/p' typed | says '^mycc -O1 .*-fopenmp .*-Wl,-z,now .*-lpopt'
    not grep -e -march -e -O3 typed
    CC=mycc CFLAGS=-O1 elsewhere -n --no-silent "$PWD/bin/meta" | says '^mycc .* -O1 .*-c -o .*meta\.o'
}

@test "a change of flags rebuilds everything" {
    object=$PWD/build/stats/summary.o
    elsewhere CFLAGS=-O1 "$object"
    elsewhere -q CFLAGS=-O1 "$object"
    not elsewhere -q CFLAGS=-O2 "$object"
}

@test "programs and man pages are installed, work there, and are removed" {
    # Installs the programs that make test has built: the flags are the same.
    apart PREFIX=/usr DESTDIR="$PWD/root" install
    ls root/usr/bin | diff - <(programs)
    ls root/usr/share/man/man1 | sort | diff - <(programs | sed 's/$/.1/' | sort)
    [ "$(ls root/usr/share/man/man5)" = npystream.5 ]
    [ "$(ls root/usr/share/autofocus)" = npystream.py ]
    printf '\1\2\3\4' | root/usr/bin/meta --raw 2x2:u1 na=0.5 | root/usr/bin/meta --list na | says '2x2 u1\t0.5$'
    grep -q 'set, drop or list the metadata' root/usr/share/man/man1/meta.1
    apart PREFIX=/usr DESTDIR="$PWD/root" uninstall
    [ -z "$(find root -type f)" ]
}
