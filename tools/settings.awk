# settings.awk -- the lines NAME = VALUE of a file as words NAME:=VALUE for make, with ¶ for a blank; what is wrong as
# error:TEXT.
function word(text) {
    gsub(/ /, "¶", text)
    print text
}
/^[ \t\r]*(#.*)?$/ { next }
{
    sub(/[ \t\r]+$/, "")
    gsub(/\t/, " ")
    at = match($0, /:?=/)
    name = substr($0, 1, RSTART - 1)
    value = substr($0, RSTART + RLENGTH)
    gsub(/^ +| +$/, "", name)
    sub(/^ +/, "", value)
    if (!at || name !~ /^[a-zA-Z][a-zA-Z0-9_.-]*$/ || value ~ /¶/)
        word("error:" FILENAME ": line " FNR " is not NAME = VALUE")
    else if (name ~ /^(DATA|MAKE.*|SHELL|PATH|out|drawn)$/)
        word("error:" FILENAME ": line " FNR " sets " name ", which is not a setting of DATA")
    else if (name !~ /^(coherent|incoherent|focal)$/ && value ~ /[^A-Za-z0-9_.,:=+@%\/" '-]/)
        word("error:" FILENAME ": line " FNR " has characters in " name " that the shell would run; remove them")
    else {
        gsub(/\\/, "\\\\", value)
        gsub(/\$/, "$$", value)
        gsub(/#/, "\\#", value)
        word(name ":=" value)
    }
}
