# tab-speed.sh PUBLISHED.tsv NETWORK NETWORK-1024 FEATURES-1024 TRAINING ARGUMENT... -- prints the published times, and
# those of this machine. The training time is that of NETWORK by `fcfnn-train ARGUMENT...`: the number of its steps
# times the time of one; TRAINING describes it, with STEPS for that number. A pass covers as many patches of 1024 pixels
# as in the paper: four per plane, 60 planes per stack, 440 stacks.
set -eu -o pipefail
published=$1 network=$2 network_1024=$3 features_1024=$4 training=$5
arguments=()
for argument in "${@:6}"; do
    [[ $argument == *.npy && ! -s ${argument#--validate=} ]] || arguments+=("$argument") # empty: no reliable focus
done
batch=25 pass=$((440 * 60 * 4 / 25))
by="$(nproc --all) x $(awk -F': ' '/^model name/ {print $2; exit}' /proc/cpuinfo)"
row() { awk "BEGIN {printf \"%s\\t%s\\t%.3f\\t%s\\n\", \"$1\", \"$2\", $3, \"$by\"}"; }

steps=$(awk -v show=step -f experiments/columns.awk "${network%.npy}.loss.tsv" | tail -1)
step=$(tools/speed step "${arguments[@]}")
pass_step=$(tools/speed step --preset paper "$features_1024")
stack=$(tools/speed precomputation)
frame=$(tools/speed prediction "$network_1024")
head -1 "$published"
{
    tail -n +2 "$published"
    row precomputation 'a stack of 60 planes of 2048x2048 pixels' "$stack"
    row prediction 'a frame of 2048x2048 pixels' "$frame"
    row training "${training/STEPS/$steps}" "$steps * $step"
    row training "440 stacks once: $pass steps of $batch patches of 1024 pixels" "$pass * $pass_step"
} | sort -s -t $'\t' -k1,1
