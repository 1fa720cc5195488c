# tables.awk -- turns tables of stages, recipes and parameters into make variables; '-' is an empty cell of a stage:
#   awk -v profile=quick -f experiments/columns.awk -f experiments/tables.awk parameters.tsv ... recipes.tsv ... stages.tsv ...
# A parameter has one row in one table; its stage becomes stage.NAME, its paper paper.NAME. A recipe is a row of
# changes, recipe.NAME = PARAMETER@VALUE ...; '.' keeps the value of the profile. The columns of a stage become
# STAGE.COLUMN, its paper STAGE.paper.
FNR == 2 {
    split("", header)
    for (name in column)
        header[column[name]] = name
    kind = header[1]
}
{ once($1) }

kind == "recipe" {
    changes = ""
    for (i = 2; i <= NF; i++)
        if ($i != ".")
            changes = changes " " header[i] "@" $i
    print "recipe." $1 " =" changes
}
kind == "stage" {
    print "stages += " $1
    print $1 ".paper := " paper()
    for (i = 2; i <= NF; i++)
        print $1 "." header[i] " = " ($i == "-" ? "" : $i)
}
kind == "parameter" {
    print "parameters += " $1
    print "stage." $1 " := " the("stage")
    print "paper." $1 " := " paper()
    print $1 " := " the(profile)
}

# The folder of the table that is read: p1, or experiments.
function paper(    folder) {
    folder = FILENAME
    sub(/\/[^\/]*$/, "", folder)
    sub(/.*\//, "", folder)
    return folder
}

function once(name) {
    if ((kind, name) in declared)
        print "$(error " FILENAME " declares the " kind " " name ", as " declared[kind, name] " does)"
    declared[kind, name] = FILENAME
}
