#!/usr/bin/env bash
# serial.sh -- moves a stage at a serial port, here by the commands of ASI's controllers, in tenths of a micrometre.
#   camera-program | serial.sh MODEL PORT [OPTION OF steer...]
# Prints what steer says. The controller answers a command with :A as soon as it has understood it, so --skip must pass
# over the frames of a move.
set -eu -o pipefail
model=$1 port=$2
stty -F "$port" 9600 raw -echo
exec {stage}<>"$port"

predict --keep-going --consensus median "$model" | steer --follow "${@:3}" | while IFS= read -r line; do
    echo "$line"
    IFS=$'\t' read -r _ _ move_um _ _ status <<<"$line"
    [ "$status" = move ] || continue
    printf 'R Z=%.0f\r' "${move_um}e1" >&"$stage"
    IFS= read -r -t 5 answer <&"$stage" || { echo "serial.sh: the stage does not answer" >&2 && exit 1; }
    [[ $answer == :A* ]] || { echo "serial.sh: the stage says $answer" >&2 && exit 1; }
done
