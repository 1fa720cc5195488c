# uneven.sh PLANES NETWORK FRAMES -- how sharp each row of a tilted sample is at z = 0 and z = -2.2 um, and as a
# network focuses it, relative to the brightest of several planes: of those from 0 to 1.8 um, as published, and of all
# that cover the tilt. Writes to FRAMES the two inputs, each before its output, and the second reference.
set -eu -o pipefail
planes=$1
slab() { take --where "z_um=$1" <"$planes"; }

for z in 0=-0.01:0.01 -2.2=-2.21:-2.19; do
    slab "${z#*=}" | cast f4 >"$planes.input"
    deepr "$2" <"$planes.input" | cat "$planes.input" - >"$planes.at${z%%=*}"
done
printf 'source\treference\tplanes\tz_um\trow\tsharpness\tsharpness_sd\n'
for reference in published=-0.01:1.81 tilt=-2.21:2.21; do
    slab "${reference#*=}" | edof --method maximum >"$planes.brightest"
    count=$(slab "${reference#*=}" | meta --list z_um | sed 1d | wc -l)
    for z in 0 -2.2; do
        similarity --repeat --no-ms-ssim --rows "$planes.rows" "$planes.brightest" <"$planes.at$z" >"$planes.frames"
        sed 1d "$planes.rows" | awk -v OFS='\t' -v before="${reference%%=*}:$count:$z" \
            '{gsub(":", OFS, before); print $1 == 1 ? "input" : "output", before, $2, $3, $4}'
    done
done
cast f4 <"$planes.brightest" | cat "$planes.at0" "$planes.at-2.2" - >"$3"
rm "$planes".*
