#!/usr/bin/env bash
# loop.sh -- brings a microscope into focus: takes a frame, lets steer decide, moves the stage, until it has settled.
#   loop.sh MODEL SNAP MOVE [OPTION OF steer...]
# SNAP is a command that writes a frame to stdout; MOVE one that moves the stage up by the um that follow it, and
# returns when it stands still, so that no frame need be skipped. Prints what steer says of each frame.
set -eu -o pipefail
model=$1 snap=$2 move=$3

coproc loop { predict --keep-going --consensus median "$model" | steer --every-frame --skip 0 "${@:4}"; }
steering=$loop_PID
exec {frames}>&"${loop[1]}"- {said}<&"${loop[0]}"-
IFS= read -r -u "$said" names
echo "$names"

status=
while [[ $status != @(settled|limit|unsettled|lost|astray) ]]; do
    $snap >&"$frames"
    IFS= read -r -u "$said" line
    echo "$line"
    IFS=$'\t' read -r _ _ move_um _ _ status <<<"$line"
    [ "$status" != move ] || $move "$move_um"
done
# Without frames predict ends; steer says why it gave up, and its status is the loop's.
exec {frames}>&-
wait "$steering"
