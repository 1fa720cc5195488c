# What is said of deconvolved images: how many iterations are chosen, means and differences of fields, the judges.
load helpers
load p2

setup() { plain_only; }

# compared: images of three test fields and one validation field at -1 and 1 um
compared() {
    echo 'set slices exposure psf method iterations stack z_um ssim rmse' | tabs
    for psf in exact measured; do
        for field in 1 2 3; do
            for z in -1 1; do
                echo "test 1 1 $psf input 100 s/$field $z 0.$((4 + field)) 0.5"
                echo "test 1 1 $psf landweber 100 s/$field $z 0.$((5 + field)) 0.4"
                for n in 10 100; do
                    echo "test 1 1 $psf richardson-lucy $n s/$field $z 0.$((6 + field - (z > 0) - n / 100)) 0.3"
                done
            done
        done
        for n in 10 100; do echo "validation 1 1 $psf richardson-lucy $n s/9 -1 0.$((80 - n / 10)) 0.3"; done
        for n in 10 100; do echo "validation 1 1 $psf richardson-lucy $n s/9 1 0.$((50 + n / 10)) 0.3"; done
    done | tabs
}

restored() {
    awk -v published=100 -v at='-1 1' -v table=table.tsv -v pairs=pairs.tsv -f "$experiments/columns.awk" \
        -f "$experiments/student.awk" -f "$p2/restored.awk" - >fields.tsv
}

@test "validation fields choose the iterations at each z, and never those of the test" {
    compared | restored
    [ "$(awk '$4 == "richardson-lucy" {print $3, $5, $6, $7}' table.tsv | sort -u | paste -sd,)" = \
        "exact published 100 -1,exact published 100 1,exact validation 10 -1,exact validation 100 1,$(
        )measured published 100 -1,measured published 100 1,measured validation 10 -1,measured validation 100 1" ]
    compared | awk -F'\t' -v OFS='\t' '$1 == "test" && $6 == 10 {$9 = 0.99} 1' | restored
    [ "$(awk '$5 == "validation" && $7 == 1 {print $6}' table.tsv | sort -u)" = 100 ]
    not grep -q s/9 fields.tsv
}

@test "means of fields have intervals of Student, and differences are those of the same field" {
    compared | restored
    # 0.5, 0.6, 0.7: the standard error is 0.1 / sqrt(3), and t is 4.303
    [ "$(awk '$4 == "input" && $3 == "exact" && $7 == 1' table.tsv | cut -f8-12)" = \
        "$(echo 3 0.6000 0.0577 0.3516 0.8484 | tabs)" ]
    [ "$(awk '$4 == "landweber" && $3 == "exact" && $6 == "input"' pairs.tsv | cut -f7-11)" = \
        "$(echo 3 0.1000 0.0000 0.1000 0.1000 | tabs)" ]
    awk '$5 == "published" && $4 == "richardson-lucy" && $3 == "exact"' pairs.tsv >published.tsv
    [ "$(awk '$6 == "other-side" {print $8}' published.tsv)" = -0.1000 ]
    # The other method is behind the network by 0.1 below focus, and by 0.1 to 0.3 above
    compared | awk -F'\t' -v OFS='\t' '{print} $5 == "input" {
        for (z = 2; z <= 3; z++) for (side = -1; side <= 1; side += 2) {
            $8 = side * z
            $5 = "landweber"; $9 = side < 0 ? 0.5 : 0.5 - substr($7, 3) / 10 + 0.1; print
            $5 = "deep-r"; $9 = 0.6; print
        }
    }' | restored
    [ "$(awk '$4 == "landweber" && $3 == "exact" && $6 ~ /network/ {print $6, $7, $8, $10}' pairs.tsv | paste -sd,)" = \
        "network-below 3 -0.1000 -0.1000,network-above 3 -0.2000 -0.4484,network-sides 3 -0.1000 -0.3484" ]
    compared | grep -v 's/[23]' | restored
    [ "$(awk '$4 == "input" && $7 == 1 {print $8, $9, $10, $11}' table.tsv | sort -u)" = '1 0.5000 nan nan' ]
}

@test "the focus of a field is trusted if it shows something and the stack reaches far enough" {
    trusted() {
        printf 'stack\tfocus_um\tssim\tstatus\ns\t%s\t%s\t%s\n' "$@" >nearest.tsv
        awk -v least=0.3 -v most=5 -f "$experiments/columns.awk" -f "$p2/trusted.awk" nearest.tsv
    }
    [ "$(trusted -5 0.3 ok)" = ok ]
    [ "$(trusted 1 0.29 ok)" = 'shows nothing' ]
    [ "$(trusted -5.5 0.6 ok)" = 'off the middle' ]
    [ "$(trusted 1 0.6 edge)" = edge ]
}

@test "Figure 5 is judged by the acceptable SSIM and by both sides of the focus" {
    # five SSIM at -3 um: input, Landweber, Richardson-Lucy; then the difference of the sides, low and high
    fig5() {
        {
            echo 'method choice z_um fields ssim ssim_low ssim_high'
            for z in -3 4; do
                echo "input published $z 4 0.5 0.4 0.6"
                echo "landweber published $z 4 $1 ${7:-0.6} $2"
                echo "richardson-lucy validation $z 4 $1 ${7:-0.6} $2"
            done
        } | tabs >p2-fig5.tsv
        {
            echo 'method choice against fields ssim ssim_low ssim_high rmse rmse_low rmse_high'
            for m in input:published landweber:published richardson-lucy:validation; do
                echo "${m%:*} ${m#*:} other-side 4 -0.1 $3 $4 0 0 0"
            done
            for m in landweber:published richardson-lucy:validation; do
                echo "${m%:*} ${m#*:} network-below 4 -0.05 $3 $4 0.05 $5 $6"
                echo "${m%:*} ${m#*:} network-above 4 -0.08 $3 $4 0.05 $5 $6"
                echo "${m%:*} ${m#*:} network-sides 4 -0.03 $3 $4 0 $5 $6"
            done
        } | tabs >p2-fig5-pairs.tsv
        judge fig5 p2-fig5.tsv p2-fig5-pairs.tsv | verdicts >said
        cut -d, -f1-5 said
    }
    [ "$(fig5 0.75 0.8 -0.2 -0.05 0.01 0.1 0.7)" = reproduced,reproduced,reproduced,reproduced,reproduced ]
    # For each method below focus SSIM and RMSE, the same above, and whether it is more there
    of=reproduced,reproduced,reproduced,reproduced,reproduced
    [ "$(cut -d, -f6- said)" = $of,$of ]
    [ "$(fig5 0.65 0.7 -0.2 0.05 -0.1 0.1)" = partly,partly,partly,partly,partly ]
    of=partly,partly,partly,partly,partly
    [ "$(cut -d, -f6- said)" = $of,$of ]
    [ "$(fig5 0.65 0.69 0.02 0.05 -0.2 -0.1)" = not,not,not,not,not ]
    of=not,not,not,not,not
    [ "$(cut -d, -f6- said)" = $of,$of ]
    [ "$(fig5 0.65 nan nan nan nan nan)" = partly,not,not,partly,partly ]
}

@test "Richardson-Lucy is good as far as both sides are" {
    # psf MINUS4 LOW HIGH: the SSIM at -4 um, and the interval of every difference
    psf() {
        {
            echo 'slices exposure psf method choice z_um ssim'
            for w in '1 1 exact' '1 30 exact' '4 1 measured'; do
                for z in -4 -2 2 4; do
                    echo "$w input published $z 0.3"
                    echo "$w richardson-lucy validation $z $([ $z = -4 ] && echo "$1" || echo 0.8)"
                done
            done
        } | tabs >p2-psf.tsv
        {
            echo 'slices exposure psf method choice against fields ssim ssim_low ssim_high rmse rmse_low rmse_high'
            for w in '1 1 exact' '4 1 measured'; do
                for a in exact-thin other-side input network-below network-above; do
                    echo "$w richardson-lucy validation $a 4 0 $2 $3 0 $2 $3"
                done
            done
        } | tabs >p2-psf-pairs.tsv
        judge psf p2-psf.tsv p2-psf-pairs.tsv >said
        verdicts <said >all
        cut -d, -f1-6 all
    }
    [ "$(psf 0.7 -0.2 -0.1)" = reproduced,reproduced,reproduced,reproduced,not,not ]
    [ "$(cut -d, -f7- all)" = reproduced,not,reproduced,not ]
    [ "$(psf 0.69 0.1 0.2)" = partly,partly,not,not,reproduced,reproduced ]
    [ "$(cut -d, -f7- all)" = not,reproduced,not,reproduced ]
    grep -q 'SSIM on the worse side, and of the input, at 2, 4 um: 0.80 (0.30), 0.69 (0.30)' said
    [ "$(psf 0.69 -0.1 0.2)" = partly,partly,partly,partly,partly,partly ]
}
