# Table S1 of Luo 2020 beside the data sets as they are built here. Reads what was built, a sample a row, then tabS1.tsv. Fields do not
# overlap, so their area is unique. Depths at each field are the planes that a network is trained with; a set without a range is for
# tests only.
BEGIN {
    print "sample", "label", "training", "published_training", "validation", "published_validation", "test", "published_test", "area_mm2",
        "published_area_mm2", "range_um", "published_range_um", "step_um", "published_step_um", "depths", "published_depths",
        "frame_px", "planes"
}
tables == 1 { for (name in column) built[the("sample"), name] = the(name); next }
{
    s = the("sample")
    trained = the("training") != "-"
    fields = built[s, "test"] + (trained ? built[s, "training"] + built[s, "validation"] : 0)
    step = built[s, "step_um"]
    range = built[s, "within_um"] < built[s, "range_um"] ? built[s, "within_um"] : built[s, "range_um"]
    print s, the("label"), trained ? built[s, "training"] : "-", the("training"), trained ? built[s, "validation"] : "-", the("validation"),
        built[s, "test"], the("test"), sprintf("%.3g", fields * (built[s, "frame_px"] * built[s, "pixel_um"] / 1000) ^ 2), the("area_mm2"),
        trained ? range : "-", the("range_um"), step, the("step_um"), trained ? 2 * int(range / step + 1e-6) + 1 : "-", the("depths"),
        built[s, "frame_px"], 2 * int(built[s, "range_um"] / step + 1e-6) + 1
}
