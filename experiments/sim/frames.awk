# The real frames are in or near focus; how far is not known. What can be judged is whether networks of simulated cells know
# them, and whether two trainings agree.
END {
    for (i = 1; i <= rows_of("sim-frames"); i++) {
        image = cell("sim-frames", i, "image")
        if (cell("sim-frames", i, "training") != 1)
            continue
        worst = 0
        for (t = 1; t <= 2; t++) {
            novelty = mean_of("sim-frames", "novelty", "image=" image " training=" t)
            worst = novelty > worst ? novelty : worst
            defocus[t] = mean_of("sim-frames", "defocus_um", "image=" image " training=" t)
        }
        apart = defocus[1] - defocus[2]
        apart = apart < 0 ? -apart : apart
        claim("frames-novelty", "", worst, "", "the larger of two trainings", image)
        claim("frames-agree", "", apart, "", sprintf("predicted %.1f and %.1f um", defocus[1], \
            defocus[2]), image)
    }
}
