# report.awk -- claims and parameters as rows of HTML, for tools/report:
#   awk -f experiments/columns.awk -f tools/report.awk [figure=LINK] p1-fig2.claims.tsv ...
#   awk -f experiments/columns.awk -f tools/report.awk VALUES.tsv experiments/p1/parameters.tsv
# LINK leads to the figure that the claims are of; with it, only claims that were not reproduced give their reason.
BEGIN {
    sign["reproduced"] = "✓"
    sign["partly"] = "◐"
    sign["not"] = "✗"
}

{
    gsub(/&/, "\\&amp;")
    gsub(/</, "\\&lt;")
    gsub(/>/, "\\&gt;")
    gsub(/"/, "\\&quot;")
}

# The roles say that it is a table to those who cannot see it, on a phone too, where the style makes blocks of its rows.
has("verdict") {
    verdict = the("verdict")
    print "<tr role=\"row\"><td class=\"claim\" role=\"cell\">" micro(the("claim"))
    if (figure != "")
        print "(" figure ")"
    if (the("reason") != "-" && (figure == "" || verdict != "reproduced"))
        print "<small>" micro(the("reason")) "</small>"
    print "<td role=\"cell\" data-name=\"published\">" quantity(the("published"))
    print "<td role=\"cell\" data-name=\"ours\">" quantity(the("ours"))
    if (the("low") != "-")
        print "<small>" the("low") " to " the("high") "</small>"
    print "<td class=\"of\" role=\"cell\"><span class=\"verdict " verdict "\">" sign[verdict] " " \
        verdict (verdict == "not" ? " reproduced" : "") "</span></tr>"
}

has("value") { value[the("parameter")] = the("value") }
has("meaning") && the("parameter") in value {
    now = value[the("parameter")]
    usual = the(value["PROFILE"])
    print "<tr><th scope=\"row\">" the("parameter") (now == usual ? "<td>" now : \
        "<td class=\"changed\">" now " (profile: " usual ")") "<td>" the("meaning") "</tr>"
}

function quantity(x) { return x == "-" ? "–" : x " " micro(the("unit")) }

# Tables write um where a reader expects µm.
function micro(s) {
    s = " " s " "
    while (match(s, / um[ ,;:.)]/))
        s = substr(s, 1, RSTART) "µm" substr(s, RSTART + 3)
    return substr(s, 2, length(s) - 2)
}
