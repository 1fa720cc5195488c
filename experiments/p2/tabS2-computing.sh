# tabS2-computing.sh MEASURE... -- how long this machine computes the sharpness of a frame of 2048x2048 pixels: the
# median over the looks of a search, in noise, since what the frame shows does not matter.
set -eu -o pipefail
frame=2048x2048
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
by="$(awk -F': ' '/^model name/ {print $2; exit}' /proc/cpuinfo)"
head -c $((5 * 2 * ${frame%x*} * ${frame#*x})) /dev/urandom | meta --raw "$frame:u2" --ramp z_um=-2,1 >"$scratch/stack"
printf 'measure\tms\tof\tby\n'
for measure in "$@"; do
    autofocus-search --clock --nearest --range 4 --measure "$measure" --looks "$scratch/looks" <"$scratch/stack" \
        >"$scratch/found"
    ms=$(awk -v show=compute_ms -f experiments/columns.awk "$scratch/looks" | sort -g |
        awk '{ms[NR] = $1} END {print ms[int((NR + 1) / 2)]}')
    printf '%s\t%.1f\t%s\t%s\n' "$measure" "$ms" "$frame" "$by"
done
