# drift.gp -- shows the drift of the focus while steer follows it, and redraws it every second.
#   camera-program | predict --keep-going model.npy | steer --follow | tee drift.tsv
#   gnuplot -e "table='drift.tsv'" examples/drift.gp
# once=1 draws once, and ends.
set datafile separator "\t" columnheaders
set xlabel "frame"
set ylabel "focus since the start (µm)"
set key outside
set grid
# How far the stage had gone when the frame was taken, and how far the focus still was.
focus(x) = column("travel_um") - column("move_um") + column("defocus_um")
while (1) {
    plot table using "frame":(focus(0)) with lines linecolor rgb "gray" notitle, \
        for [what in "settled move limit unsettled astray"] \
            table using "frame":(strcol("status") eq what ? focus(0) : NaN) with points pointtype 7 title what
    if (exists("once")) { break }
    pause 1
}
