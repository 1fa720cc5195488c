# Judge: see claims.tsv.
END { }
