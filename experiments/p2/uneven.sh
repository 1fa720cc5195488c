# uneven.sh PLANES FRAMES -- how sharp each row of a tilted sample is at z = 0 and z = -2.2 um, relative to the
# brightest of several planes: of those from 0 to 1.8 um, as published, and of all that cover the tilt. Writes the two
# inputs and the second reference to FRAMES.
set -eu -o pipefail
planes=$1
slab() { take --where "z_um=$1" <"$planes"; }

printf 'source\treference\tplanes\tz_um\trow\tsharpness\tsharpness_sd\n'
for reference in published=-0.01:1.81 tilt=-2.21:2.21; do
    slab "${reference#*=}" | edof --method maximum >"$planes.brightest"
    count=$(slab "${reference#*=}" | meta --list z_um | sed 1d | wc -l)
    for z in 0=-0.01:0.01 -2.2=-2.21:-2.19; do
        slab "${z#*=}" | similarity --repeat --no-ms-ssim --rows "$planes.rows" "$planes.brightest" >"$planes.frames"
        sed 1d "$planes.rows" | awk -v OFS='\t' -v before="input:${reference%%=*}:$count:${z%%=*}" \
            '{gsub(":", OFS, before); print before, $2, $3, $4}'
    done
done
{ slab -0.01:0.01; slab -2.21:-2.19; cat "$planes.brightest"; } | cast f4 >"$2"
rm "$planes".*
