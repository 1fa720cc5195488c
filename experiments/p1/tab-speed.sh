# tab-speed.sh PUBLISHED.tsv NETWORK NETWORK-1024 FEATURES-1024 TRAINING ARGUMENT... -- the published times, and
# those of this machine. The training is that of NETWORK by `fcfnn-train ARGUMENT...`: as many steps as it took,
# times what one takes. TRAINING says what it was, with STEPS for their number. A pass is over as many patches of
# 1024 pixels as the paper had: four a plane, 60 planes a stack, 440 stacks.
set -eu -o pipefail
published=$1 network=$2 network_1024=$3 features_1024=$4 training=$5
arguments=()
for argument in "${@:6}"; do
    # The features of a stack without a trusted focus are an empty file.
    [[ $argument == *.npy && ! -s ${argument#--validate=} ]] || arguments+=("$argument")
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
