# tabS2-network.sh SIDE BASE MODEL... -- how long this machine focuses a square millimetre with networks: with each
# model, and with one of that base, untrained. The time of a frame of SIDE x SIDE pixels of 0.325 um is that of several
# frames less that of one, so the start of the program does not count; the median of three.
set -eu -o pipefail
side=$1 widest=$2 more=3
shift 2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
by="$(awk -F': ' '/^model name/ {print $2; exit}' /proc/cpuinfo), $(nproc) threads"
export OMP_NUM_THREADS=$(nproc)
noise() { head -c $(($1 * 2 * side * side)) /dev/urandom | meta --raw ${side}x$side:u2 stack=noise; }
seconds() {
    noise "$2" >"$scratch/frames"
    local start=$EPOCHREALTIME
    deepr "$1" <"$scratch/frames" >/dev/null
    awk "BEGIN {print $EPOCHREALTIME - $start}"
}
for stack in a b; do
    psf --size 64x64 --pixel 0.325 --z -2:2:1 | meta stack=$stack | label --focus-um 0 | pair --size 32x32
done >"$scratch/pairs"
deepr-train --base "$widest" --max-steps 1 --check-every 1 --patience 1 "$scratch/pairs" >"$scratch/widest"
printf 'base\tms\tseconds\tof\tby\n'
for model in "$@" "$scratch/widest"; do
    base=$(meta --list base <"$model" | awk -v show=base -f experiments/columns.awk | head -1)
    for _ in 1 2 3; do echo "$(seconds "$model" 1) $(seconds "$model" $((1 + more)))"; done |
        awk -v more=$more '{print ($2 - $1) / more}' | sort -g | sed -n 2p |
        awk -v base="$base" -v side="$side" -v by="$by" \
            '{printf "%s\t%.1f\t%.3f\t%dx%d\t%s\n", base, 1000 * $1, $1 / (side * 0.325e-3) ^ 2, side, side, by}'
done
