load helpers

# row NUMBER DEFOCUS STATUS: what predict prints; header: its first line
header() { printf '%s\t' frame defocus_um spread_um uncertainty_um novelty && echo status; }
row() { printf '%s\t' "$1" "$2" 0 1 0.5 && echo "$3"; }
# rows DEFOCUS[:STATUS]...: its table; the status is ok unless given
rows() {
    local number=0 word
    header
    for word; do
        [[ $word == *:* ]] || word+=:ok
        row $((++number)) "${word%:*}" "${word#*:}"
    done
}
# said: the columns frame, move_um, travel_um and status of each line
said() { cut -f1,3,4,6 | sed 1d | tr '\t\n' ',;'; }

@test "it moves, looks again, and settles" {
    rows 12 12.5 11.5 99 1.1 0.9 1 99 0.2 -0.2 0 | steer | said >out
    [ "$(cat out)" = '3,12.0000,12.0000,move;7,1.0000,13.0000,move;11,0.0000,13.0000,settled;' ] || { cat out; false; }
    rows 4 4 | steer --average 2 --gain -0.5 --follow | said | says '^2,-2.0000,-2.0000,move;$'
    rows 40 | steer --average 1 --limit 8 --follow | said | says '^1,8.0000,8.0000,move;$'
}

@test "a frame that is not ok is held, and left out of the mean" {
    for status in edge low-confidence blank saturated unfit; do
        value=$([[ $status == [bu]* ]] && echo nan || echo 9)
        rows 9 $value:$status 8 $value:$status 10 | steer --follow >out
        rows 9 9 $value:$status | steer --follow --patience 0 | says '\tlost$'
        [ "$(cut -f1,3,5,6 out | sed 1d | tr '\t\n' ',;')" = \
            "2,0.0000,$status,hold;4,0.0000,$status,hold;5,9.0000,ok,move;" ]
    done
    rows nan inf 2>/dev/null | fails 1 "defocus_um in row 2 is 'inf'" steer --follow
    rows nan nan | steer --follow | says '^2\tnan\t0.0000\t0.0000\tok\thold$'
}

@test "how it ends" {
    rows 30 -30 | fails 1 "not brought the focus nearer; if the stage counts downwards: --gain -1" \
        steer --average 1 --skip 0
    tail -1 stdout | says '\tastray$'
    rows 30 | fails 1 "leave the range.*--range" steer --average 1 --range 29
    [ "$(said <stdout)" = '1,0.0000,0.0000,limit;' ]
    rows 30 10 | fails 1 "not settled after all moves.*--moves" steer --average 1 --skip 0 --moves 1 --limit 20
    tail -1 stdout | says '\tunsettled$'
    rows 1 nan:blank 1 nan:blank nan:blank | fails 1 "too many frames that are not ok" steer --patience 2
    tail -1 stdout | says '\tlost$'
    rows 30 30 | fails 1 "stdin ends after 2 frames, before the loop has settled" steer
    rows 30 10 10 | steer --average 1 --skip 0 --moves 1 --limit 20 --follow | said |
        says '^1,20.0000,20.0000,move;2,0.0000,20.0000,unsettled;3,.*unsettled;$'
    rows 3 0 3 0 3 0 | steer --average 1 --skip 0 --moves 1 --follow | said >out
    [ "$(tr ';' '\n' <out | cut -d, -f4 | paste -sd' ')" = 'move settled move settled move settled' ]
}

@test "a line for each frame, if it is asked for" {
    rows 2 2 9 9 0 0 | steer --every-frame --average 2 --skip 2 | cut -f6 | paste -sd' ' |
        says '^status wait move skip skip wait settled$'
}

@test "a line is printed before the next frame is known" {
    mkfifo in out
    steer --average 1 --skip 0 <in >out &
    exec 7>in 8<out
    header >&7
    timeout 10 sed -n 1q <&8
    row 1 5 ok >&7
    read -r -t 10 line <&8
    [ "$line" = $'1\t5.0000\t5.0000\t5.0000\tok\tmove' ]
    row 2 0 ok >&7
    read -r -t 10 line <&8
    [ "${line##*$'\t'}" = settled ]
    wait $! # it ends though the frames do not
    exec 7>&- 8<&-
}

@test "what it refuses" {
    rows 1 | fails 2 "gain is 0" steer --gain 0
    for option in "--gain 3" "--limit 0" "--dead-band -1" "--range -1" "--average 0" "--skip -1" "--moves x" \
        "--patience -1"; do
        rows 1 | fails 2 "${option% *}" steer $option
    done
    rows 1:fine | fails 1 "status in row 1 is 'fine', expected one that predict gives" steer
    row 1 2 ok | fails 1 "stdin is not a table" steer
    header | cut -f1-5 | fails 1 "stdin has no column status" steer
    { header && row 1 2 ok && echo 2; } | fails 1 "line 3 has 1 cells, expected 6" steer
    rows 1 2 | head -c -1 | fails 1 "stdin ends in the middle of a line" steer
}
