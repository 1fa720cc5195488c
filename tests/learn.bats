# Training, prediction and evaluation, from simulated stacks to a table.
load helpers

# Thirteen stacks of weak tissue, labelled by their true focus; a.npy .. m.npy are their features. Ten are for the
# model.
setup_file() {
    cd "$BATS_FILE_TMPDIR" || return 1
    local seed=0 name
    for name in {a..m}; do
        seed=$((seed + 1))
        specimen tissue --size 64x64 --phase 0.3 --seed $seed --focus 0 --stack $name |
            illuminate --led 0,0.4 --z -9.5:9.5:1 |
            camera --photons 20000 | label --focus-um 0 >$name.frames.npy
        fftcrop --patch 64 --crop 32x16 <$name.frames.npy >$name.npy
    done
    fcfnn-train --layers 2 --width 32 --rate 2e-3 --dropout 0.2 --max-steps 1000 --check-every 20 \
        --validate e.npy --validate k.npy {a..d}.npy {g..j}.npy >model.npy
}
setup() { cp "$BATS_FILE_TMPDIR"/*.npy .; }
teardown_file() { rm -f "$BATS_FILE_TMPDIR"/*.npy; }

train() { fcfnn-train --layers 2 --width 16 --rate 1e-3 --max-steps 400 --check-every 10 "$@"; }

@test "a network predicts the defocus of stacks it has not seen" {
    cat {f,l,m}.frames.npy | predict --with stack,target_um model.npy >table.tsv
    [ "$(wc -l <table.tsv)" -eq 61 ]
    evaluate table.tsv >judged.tsv
    # far better than the constant predictor, 5.77 um
    awk -F'\t' 'NR == 2 {exit !($4 < 0.6 * $8)}' judged.tsv || { cat judged.tsv; false; }
}

@test "frames and their features give the same predictions" {
    predict model.npy <f.frames.npy >a.tsv
    predict model.npy <f.npy >b.tsv
    differ --abs 0.001 a.tsv b.tsv
}

@test "the model records how it was made" {
    meta --list all <model.npy | sed -n 2p >first
    for key in model=fcfnn feature=magnitude patch_px=64 crop=32x16 norm=mean na=0.5 lambda_um=0.53 \
        training_stacks=8 validation_stacks=2 dropout=0.2 rate=0.002; do
        grep -q -- "$key" first || { echo "$key is missing"; cat first; false; }
    done
    not grep -qE ' (stack|z_um|target_um)=' first
}

@test "the same command gives the same bytes, another seed gives others" {
    train a.npy b.npy c.npy >1.npy
    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 train a.npy b.npy c.npy >2.npy
    cmp 1.npy 2.npy
    train --seed 2 a.npy b.npy c.npy >3.npy
    not cmp -s 1.npy 3.npy
}

@test "files, a redirected file and a pipe give the same training" {
    train a.npy b.npy c.npy >1.npy
    cat a.npy b.npy c.npy >abc.npy
    train <abc.npy >2.npy
    cat abc.npy | train >3.npy
    cat c.npy | train a.npy b.npy - >4.npy
    cmp 1.npy 2.npy
    cmp 1.npy 3.npy
    cmp 1.npy 4.npy
}

@test "killed in the middle and resumed, a training ends with the same bytes" {
    options=(--layers 2 --width 16 --rate 1e-3 --schedule constant --check-every 10 --patience 1000000000)
    # A training that would run for days is killed after a checkpoint, which begins with its step.
    fcfnn-train "${options[@]}" --max-steps 1000000000 --checkpoint broken.ckpt a.npy b.npy c.npy >broken.model 3>&- &
    for wait in {1..1000}; do [ ! -s broken.ckpt ] || break; sleep 0.02; done
    kill -9 $!
    wait $! || [ $? = 137 ]
    [ ! -s broken.model ]
    header=$((10 + $(od -An -tu2 -j8 -N2 broken.ckpt)))
    step=$(od -An -tf8 -j$header -N8 broken.ckpt | tr -d ' ')
    [ "$step" -ge 100 ]
    options+=(--max-steps $((step + 500)))
    fcfnn-train "${options[@]}" --loss broken.tsv --checkpoint broken.ckpt --resume a.npy b.npy c.npy >broken.model
    fcfnn-train "${options[@]}" --loss whole.tsv a.npy b.npy c.npy >whole.model
    cmp whole.model broken.model
    cmp whole.tsv broken.tsv
}

@test "a checkpoint of another run is refused" {
    train --checkpoint c.ckpt a.npy b.npy c.npy >/dev/null
    fails 1 'rate=0.001, expected 0.01; .*rm c.ckpt' train --rate 1e-2 --checkpoint c.ckpt --resume a.npy b.npy c.npy
    fails 1 'data=' train --checkpoint c.ckpt --resume a.npy b.npy d.npy
    for broken in 'best_step=1e9' 'step=-100' 'rounds=nan'; do
        numpy "sys.path.insert(0, sys.argv[2]); sys.dont_write_bytecode = True
import npystream
names = ['step', 'best_step', 'rounds']
key, value = sys.argv[1].split('=')
with open('broken.ckpt', 'wb') as out:
    for i, (array, meta) in enumerate(npystream.read(open('c.ckpt', 'rb'))):
        if i == 0:
            array[names.index(key)] = float(value)
        npystream.write(out, array, **meta)" "$broken" "$BATS_TEST_DIRNAME/../tools"
        fails 1 'broken.ckpt.*: rm broken.ckpt' train --checkpoint broken.ckpt --resume a.npy b.npy c.npy
    done
    head -c 3000 c.ckpt >cut.ckpt
    fails 1 'cut.ckpt' train --checkpoint cut.ckpt --resume a.npy b.npy c.npy
    fails 2 'needs --checkpoint' train --resume a.npy b.npy
}

@test "metadata and files that cannot be written are errors before the first step" {
    train_for_days() {
        timeout 60 fcfnn-train --layers 1 --width 4 --max-steps 1000000000 --patience 1000000000000 "$@"
    }
    local long
    long=$(head -c 200 /dev/zero | tr '\0' x)
    for f in a b; do meta one=$long two=$long three=$long <$f.npy >$f.long.npy; done
    fails 1 'metadata is full' train_for_days a.long.npy b.long.npy
    fails 1 'none/loss.tsv: No such file' train_for_days --loss none/loss.tsv a.npy b.npy
    fails 1 'none/c.ckpt: No such file' train_for_days --checkpoint none/c.ckpt a.npy b.npy
    [ -z "$(find . -name '*.tmp')" ]
}

@test "a checkpoint is saved at the end, and no temporary file is left" {
    train --max-steps 50 --checkpoint c.ckpt a.npy b.npy c.npy >whole.npy # too few rounds for one before
    train --max-steps 50 --checkpoint c.ckpt --resume a.npy b.npy c.npy >again.npy
    cmp whole.npy again.npy
    [ "$(meta --list name <c.ckpt | tail -1 | cut -f3)" = fcfnn.best ]
    [ -z "$(find . -name '*.tmp')" ]
}

@test "the model keeps the metadata that all training frames share" {
    for f in a b; do meta specimen=cells photons=100 user=me <$f.npy >$f.cells.npy; done
    for f in c d; do meta specimen=tissue photons=200 user=me <$f.npy >$f.tissue.npy; done
    said() { meta --list specimen,photons,user,illumination | sed -n 2p | cut -f3-; }
    train --max-steps 20 --validate d.npy {a,b}.cells.npy c.tissue.npy | said >mixed
    [ "$(cat mixed)" = $'cells+tissue\t-\tme\tled' ]
    # what is held out was not trained on
    train --max-steps 20 --validate d.tissue.npy {a,b}.cells.npy | said >pure
    [ "$(cat pure)" = $'cells\t100\tme\tled' ]
}

@test "validation uses whole stacks that are not trained on" {
    fails 1 'both in the training and in the validation data' train --validate a.npy a.npy b.npy
    fails 1 'one stack' train a.npy
}

@test "features without labels, and frames, are refused" {
    meta --drop target_um <a.npy >unlabelled.npy
    fails 1 'lacks target_um; .*label' train unlabelled.npy b.npy
    meta --drop stack <a.npy >nameless.npy
    fails 1 'lacks stack' train nameless.npy b.npy
    fails 1 'expected features.*fftcrop' train a.frames.npy b.npy
    fftcrop --patch 64 --crop 16x16 <b.frames.npy >other.npy
    fails 1 'values, expected 512 as in the first frame' train a.npy other.npy
    meta lambda_um=0.6 <b.npy >red.npy
    fails 1 'lambda_um=0.6' train a.npy red.npy
    head -c 5000 a.npy >cut.npy
    fails 1 'cut.npy: array 3 ends' train cut.npy b.npy
}

@test "a training that diverges says so" {
    for f in a b; do cast f4 --scale 1e25 <$f.npy >$f.huge.npy; done # finite, but not their squares
    fails 1 'diverged.*--rate' train --input plain --huber 0 a.huge.npy b.huge.npy
}

@test "standardised features, unit length, f2 and several patches train too" {
    for f in a b c; do fftcrop --patch 32 --crop 16x8 --norm length --type f2 <$f.frames.npy >$f.small.npy; done
    train --input standardized a.small.npy b.small.npy c.small.npy >m.npy
    predict --consensus median m.npy <f.frames.npy >median.tsv
    predict m.npy <f.frames.npy >mean.tsv
    not diff -q median.tsv mean.tsv
    awk -F'\t' 'NR > 1 && !($3 > 0) {exit 1}' mean.tsv # patches never agree to the last digit
}

@test "a preset is a complete recipe, and other options override it, before or after" {
    fcfnn-train --preset paper --layers 1 --width 4 --max-steps 100 a.npy b.npy c.npy >paper.npy
    meta --list batch,rate,dropout,schedule,huber_um,average,input <paper.npy | sed -n 2p | cut -f3- >got
    [ "$(cat got)" = "$(printf '25\t2e-05\t0.6\tconstant\t0\t0\tplain')" ]
    for order in '--preset paper --rate 1e-3' '--rate 1e-3 --preset paper'; do
        fcfnn-train $order --layers 1 --width 4 --max-steps 100 a.npy b.npy c.npy | meta --list batch,rate |
            sed -n 2p | cut -f3- >got
        [ "$(cat got)" = "$(printf '25\t0.001')" ]
    done
    fcfnn-train --preset notebook --layers 1 --width 4 --max-steps 25 a.npy b.npy c.npy | meta --list input |
        sed -n 2p | says standardized
    fails 2 'default\|paper\|notebook' fcfnn-train --preset none a.npy b.npy
}

@test "the folds hold out every stack once" {
    for i in 1 2 3; do
        train --max-steps 20 --fold $i/3 {a..h}.npy | meta --list training_stacks,validation_stacks |
            sed -n 2p | cut -f3- >>folds
    done
    [ "$(sort folds)" = "$(printf '5\t3\n5\t3\n6\t2')" ]
    train --max-steps 20 --fold 1/3 {a..h}.npy | meta --list validation_rmse_um | sed -n 2p >1
    train --max-steps 20 --fold 2/3 {a..h}.npy | meta --list validation_rmse_um | sed -n 2p >2
    train --max-steps 20 --fold 2of3 {a..h}.npy | meta --list validation_rmse_um | sed -n 2p | cmp 2 -
    not cmp -s 1 2
    fails 2 'I/K' train --fold 4/3 a.npy b.npy
    fails 2 'I/K' train --fold 1/1 a.npy b.npy
    fails 2 'I/K' train --fold 1o3 a.npy b.npy
    fails 2 'give only one of them' train --fold 1/2 --validate c.npy a.npy b.npy
    fails 1 '2 stacks cannot be divided into 3 parts' train --fold 1/3 a.npy b.npy
}

@test "fine-tuning starts from a model, and resumes with the same bytes" {
    tune=(fcfnn-train --fine-tune model.npy --rate 1e-9 --max-steps 20 --check-every 10 --validate e.npy f.npy g.npy)
    "${tune[@]}" >same.npy
    predict model.npy <m.npy >a.tsv
    predict same.npy <m.npy >b.tsv
    differ --abs 0.001 --column uncertainty_um=any --column novelty=any --column status=any a.tsv b.tsv
    meta --list layers,width <same.npy | sed -n 2p | says "$(printf '\t2\t32$')"
    "${tune[@]}" --rate 1e-4 --max-steps 300 --schedule constant --checkpoint c >/dev/null
    "${tune[@]}" --rate 1e-4 --max-steps 500 --schedule constant --checkpoint c --resume >resumed.npy
    "${tune[@]}" --rate 1e-4 --max-steps 500 --schedule constant >whole.npy
    cmp resumed.npy whole.npy
    not cmp -s resumed.npy same.npy
    fails 1 'before=' "${tune[@]}" --fine-tune whole.npy --rate 1e-4 --max-steps 500 --schedule constant \
        --checkpoint c --resume
    for f in a b; do fftcrop --patch 64 --crop 16x16 <$f.frames.npy >$f.other.npy; done
    fails 1 'has crop=16x16, but model.npy has 32x16' \
        fcfnn-train --fine-tune model.npy a.other.npy b.other.npy
    fails 1 'not a model' fcfnn-train --fine-tune a.npy a.npy b.npy
}

@test "frames whose optics contradict the model's are refused" {
    meta pixel_um=0.65 <f.frames.npy >binned.npy
    fails 1 'has pixel_um=0.65, but model.npy has 0.325; .*meta pixel_um=0.325' predict model.npy <binned.npy
    meta led_na_y=0.1 <f.frames.npy >axial.npy
    fails 1 'led_na_y' predict model.npy <axial.npy
    take --region 32x32+0+0 <f.frames.npy >small.npy
    fails 1 'patches of 64 pixels' predict model.npy <small.npy
    fails 1 'not a model' predict f.npy <f.frames.npy
    head -c 9000 model.npy >cut.npy
    fails 1 'cut.npy' predict cut.npy <f.frames.npy
}

@test "every value has a status" {
    head -c 8192 /dev/zero | predict --raw 64x64:u2 model.npy >blank.tsv
    [ "$(tail -1 blank.tsv)" = "$(printf '1\tnan\tnan\tnan\tnan\tblank')" ]
    head -c 81920 /dev/urandom | predict --raw 64x64:u2 model.npy | tail -n +2 | cut -f6 | sort | uniq -c >noise
    grep -q 'low-confidence' noise
    not grep -q 'ok' noise
    predict model.npy <e.frames.npy | cut -f6 | grep -c ok >ok
    [ "$(cat ok)" -ge 12 ]
}

@test "saturated: more than one pixel of a thousand at the largest value, whatever that is" {
    take 0 <e.frames.npy >frame.npy
    limit() { numpy "
a = np.load('frame.npy')
np.save('limited', np.minimum(a, np.sort(a.ravel())[-$1]))"; }
    keys=$(meta --list pixel_um,na,lambda_um,led_na_x,led_na_y <frame.npy | awk -F'\t' 'NR == 1 {split($0, k)}
        NR == 2 {for (i = 3; i <= NF; i++) print k[i] "=" $i}')
    limit 10
    meta $keys <limited.npy | predict model.npy | cut -f6 | grep -qx saturated
    limit 3
    meta $keys <limited.npy | predict model.npy | cut -f6 | not grep -q saturated
}

@test "the line of a frame is written before the next frame arrives" {
    mkfifo camera
    predict model.npy <camera >lines &
    exec 9>camera
    for i in 1 2 3; do
        take $i <f.frames.npy >&9
        for wait in $(seq 100); do [ "$(wc -l <lines)" -ge $((i + 1)) ] && break; sleep 0.02; done
        [ "$(wc -l <lines)" -eq $((i + 1)) ]
    done
    exec 9>&-
    wait
}

@test "fftcrop and predict process 10000 frames in constant memory" {
    mkfifo camera features
    # Not under the address sanitizer, which delays the reuse of freed memory.
    export ASAN_OPTIONS="${ASAN_OPTIONS:-}:quarantine_size_mb=0:thread_local_quarantine_size_kb=0"
    fftcrop --raw 64x64:u1 --patch 64 --crop 32x16 <camera >features & crop=$!
    predict model.npy <features >lines & net=$!
    exec 9>camera
    resident() { awk '/VmHWM/ {print $2}' "/proc/$1/status"; }
    lines() { for wait in $(seq 1000); do [ "$(wc -l <lines)" -gt "$1" ] && return; sleep 0.02; done; return 1; }
    head -c $((1000 * 4096)) /dev/urandom >&9
    lines 1000
    crop_before=$(resident $crop) net_before=$(resident $net)
    head -c $((9000 * 4096)) /dev/urandom >&9
    lines 10000
    crop_after=$(resident $crop) net_after=$(resident $net)
    exec 9>&-
    wait
    echo "fftcrop $crop_before -> $crop_after kB, predict $net_before -> $net_after kB"
    [ $((crop_after - crop_before)) -le 256 ]
    [ $((net_after - net_before)) -le 256 ]
}

@test "ffmpeg is a live camera, headerless and as PGM" {
    command -v ffmpeg || skip "no ffmpeg here"
    ffmpeg -v error -f lavfi -i testsrc2=size=64x64:rate=5 -frames:v 4 -pix_fmt gray16le -c:v ffv1 film.mkv
    ffmpeg -v error -i film.mkv -f rawvideo -pix_fmt gray16le - | predict --raw 64x64:u2 model.npy >raw.tsv
    ffmpeg -v error -i film.mkv -f image2pipe -c:v pgm -pix_fmt gray16be - | predict model.npy >pgm.tsv
    [ "$(wc -l <raw.tsv)" -eq 5 ]
    diff raw.tsv pgm.tsv
    ffmpeg -v error -i film.mkv -f image2pipe -c:v pgm -pix_fmt gray - | predict model.npy >pgm8.tsv
    [ "$(wc -l <pgm8.tsv)" -eq 5 ]
}

@test "PGM, NPY and headerless frames give the same predictions" {
    take 3 <f.frames.npy >one.npy
    numpy "a = np.load('one.npy'); h, w = a.shape
open('one.raw', 'wb').write(a.tobytes())
open('one.pgm', 'wb').write(b'P5 # a comment\n%d %d\n65535\n' % (w, h) + a.astype('>u2').tobytes())"
    predict model.npy <one.npy >a.tsv
    predict model.npy <one.pgm | diff a.tsv -
    predict --raw 64x64:u2 model.npy <one.raw | diff a.tsv -
}

@test "--keep last keeps the weights of the last step" {
    options=(--rate 0.02 --max-steps 300 --loss loss.tsv --validate e.npy a.npy b.npy)
    train "${options[@]}" >best.npy
    train --keep last "${options[@]}" >last.npy
    of() { meta --list validation_rmse_um,keep <$1 | sed -n 2p | awk -F'\t' '{printf "%.3f %s\n", $3, $4}'; }
    [ "$(of last.npy)" = "$(tail -1 loss.tsv | awk -F'\t' '{printf "%.3f last\n", $3}')" ]
    [ "$(of best.npy)" = "$(sed 1d loss.tsv | cut -f3 | sort -g | sed -n 1p | awk '{printf "%.3f best\n", $1}')" ]
    not cmp -s best.npy last.npy
}

@test "the error that the network expects has the size of its errors, and a network of one output expects none" {
    awk -F'\t' 'NR > 1 {error += ($2 - $6) ^ 2; expected += $4 ^ 2} END {print sqrt(expected / error)}' \
        <(predict --with target_um model.npy <f.npy) >ratio
    awk '{exit !($1 > 0.3 && $1 < 3)}' ratio
    fcfnn-train --outputs 1 --layers 1 --width 4 --max-steps 10 --check-every 10 a.npy b.npy >one.npy
    predict one.npy <f.npy | cut -f4 | sed 1d | sort -u | diff - <(echo -)
    meta outputs=3 <model.npy >three.npy
    fails 1 'outputs=3, expected 1 or 2' predict three.npy <f.npy
}
