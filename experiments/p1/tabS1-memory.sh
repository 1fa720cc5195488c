# tabS1-memory.sh FOLDER SIZE... -- measures how much a thousand more examples in a batch add to the peak memory of
# fcfnn-train, and compares it with the count, for features of these sizes in FOLDER.
set -eu -o pipefail
folder=$1
peak() { tools/peak fcfnn-train --preset paper --max-steps 1 --check-every 1 --batch "$1" "$2"; }

printf 'image_px\tcounted_kb\tmeasured_kb\n'
for size in "${@:2}"; do
    few=$(peak 200 "$folder/features-$size.npy")
    many=$(peak 1200 "$folder/features-$size.npy")
    counted=$(awk -v show=memory_bytes -f experiments/columns.awk "$folder/fcfnn-$size.count.tsv" | tail -1)
    awk -v size="$size" -v bytes="$counted" -v kb=$((many - few)) \
        'BEGIN {printf "%s\t%.1f\t%.1f\n", size, bytes / 1024, kb / 1000}'
done
