load helpers

# Nine frames of 3 rows and 4 columns, frame i at z_um = i - 4, its pixels 12 i, 12 i + 1, ...
run9() {
    for i in {0..8}; do
        for p in {0..11}; do printf "\\x$(printf %x $((12 * i + p)))"; done
    done | meta --raw 4x3:u1 --ramp z_um=-4,1 stack=s"$1"
}
zs() { meta --list z_um | tail -n +2 | cut -f3 | paste -sd' '; }

@test "take counts from 0 and stops before STOP" {
    run9 >in
    [ "$(take <in 3 | zs)" = -1 ]
    [ "$(take <in 1:4 | zs)" = "-3 -2 -1" ]
    [ "$(take <in 1::3 | zs)" = "-3 0 3" ]
    [ "$(take <in :2 | zs)" = "-4 -3" ]
    [ "$(take <in 7: | zs)" = "3 4" ]
    [ "$(take <in 7:99 | zs)" = "3 4" ]
    take <in | cmp - in
}

@test "take counts from the end, and backwards, as Python does" {
    run9 >in
    [ "$(take <in ::-1 | zs)" = "4 3 2 1 0 -1 -2 -3 -4" ]
    [ "$(take <in -- -1 | zs)" = 4 ]
    [ "$(take --where z_um=-1:1 <in ::-1 | zs)" = "1 0 -1" ]
    take ::-1 <in | take ::-1 | cmp - in
    fails 1 "none of the 9 arrays" take -- -10 <in
    numpy "import random, subprocess
rng = random.Random(1)
part = lambda numbers: rng.choice(['', *map(str, numbers)])
for i in range(60):
    text = ':'.join([part(range(-12, 13)), part(range(-12, 13)), part([-4, -3, -2, -1, 1, 2, 3])])
    run = subprocess.run('take -- ' + text + ' <in | meta --list z_um', shell=True, capture_output=True, text=True)
    got = [int(row.split('\t')[-1]) for row in run.stdout.splitlines()[1:]]
    assert got == list(range(-4, 5))[slice(*(int(p) if p else None for p in text.split(':')))], (text, got)"
}

@test "take selects by numbers and words, all of which must hold" {
    { run9 a; run9 b; } >in
    [ "$(take --where z_um=-1:2 <in | zs)" = "-1 0 1 2 -1 0 1 2" ]
    [ "$(take --where z_um=3: --where stack=sb <in | zs)" = "3 4" ]
    [ "$(take ::2 --where z_um=:-3 <in | zs)" = "-4 -3" ]
    [ "$(take --where z_um=2 <in | meta --list stack | grep -c sa)" = 1 ]
}

@test "taking nothing is an error" {
    run9 >in
    fails 1 "none of the 9 arrays" take 9 <in
    fails 1 "none of the 9 arrays" take --where na=0:1 <in
    fails 1 "none of the 9 arrays" take 3:3 <in
}

@test "take cuts regions, rows first" {
    run9 | take 2 --region 2x3+1+0 >out
    tail -c 6 out | cmp - <(printf '\x1c\x1d\x1e\x20\x21\x22')
    [ "$(meta --list all <out | tail -1 | cut -f2)" = "2x3 u1" ]
    run9 | meta valid=1x2+2+1 | take 8 --region valid >out
    tail -c 2 out | cmp - <(printf '\x69\x6a')
    meta --list valid <out | tail -1 | says '-$'
    run9 >in
    fails 1 "region of 4x1 .* beyond 3x4" take --region 4x1+0+0 <in
    fails 1 "beyond" take --region 3x4+0+1 <in
    fails 1 "lacks valid" take --region valid <in
}

@test "take reads a 3-D array as images and leaves other arrays whole" {
    run9 | stack | take 2:4 --region 1x4+0+0 | meta --list z_um,dz_um | tail -1 | says '1x4 u1\t-1\t-$'
    numpy "np.save('v.npy', np.array([1, np.nan], 'f4'))"
    take 0 <v.npy | differ - v.npy
}

@test "an invalid selection is a usage error" {
    run9 >in
    for wrong in 1:2:3:4 x 1:2:0 1.5; do fails 2 "try: take --help" take "$wrong" <in; done
    for wrong in z_um =1 z_um= z_um=a:2; do fails 2 "where" take --where "$wrong" <in; done
    for wrong in 1x1 0x1+0+0 1x1+0+0x -1x1+0+0 1x1+0+-1; do fails 2 "region" take --region "$wrong" <in; done
}
