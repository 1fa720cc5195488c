# report.awk -- claims and parameters as rows of HTML, for tools/report:
#   awk -f experiments/columns.awk -f tools/report.awk [figure=LINK] p1-fig2.claims.tsv ... experiments/p1/claims.tsv
#   awk -f experiments/columns.awk -f tools/report.awk VALUES.tsv experiments/p1/parameters.tsv
# LINK leads to the figure that the claims are of; with it, only claims that were not reproduced give their reason.
BEGIN {
    sign["reproduced"] = "✓"
    sign["partly"] = "◐"
    sign["not"] = "✗"
    sign["not attempted"] = "○"
}

{
    gsub(/&/, "\\&amp;")
    gsub(/</, "\\&lt;")
    gsub(/>/, "\\&gt;")
    gsub(/"/, "\\&quot;")
}

# A claim that no figure tests is a row of claims.tsv called open-.
has("id") && the("id") ~ /^open-/ { claim(the("claim"), the("reason"), "-", "-", "-", "-", "-", "not attempted") }
has("verdict") {
    claim(the("claim"), the("reason"), the("published"), the("ours"), the("low"), the("high"), the("unit"),
        the("verdict"))
}

# The roles say that it is a table to those who cannot see it, on a phone too, where the style makes blocks of its rows.
function claim(text, reason, published, ours, low, high, unit, verdict) {
    print "<tr role=\"row\"><td class=\"claim\" role=\"cell\">" micro(text)
    if (figure != "")
        print "(" figure ")"
    if (reason != "-" && (figure == "" || verdict != "reproduced"))
        print "<small>" micro(reason) "</small>"
    print "<td role=\"cell\" data-name=\"published\">" quantity(published, unit)
    print "<td role=\"cell\" data-name=\"ours\">" quantity(ours, unit)
    if (low != "-")
        print "<small>" low " to " high "</small>"
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

function quantity(x, unit) { return x == "-" ? "–" : x " " micro(unit) }

# Tables write um where a reader expects µm.
function micro(s) {
    s = " " s " "
    while (match(s, / um[ ,;:.)]/))
        s = substr(s, 1, RSTART) "µm" substr(s, RSTART + 3)
    return substr(s, 2, length(s) - 2)
}
