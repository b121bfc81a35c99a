#!/bin/sh
# One slice on the lent machine: bash training/slices/slice.sh MINUTES [options of training.train gpu]
# Puts together what has come up (photos, earlier state), trains for MINUTES, writes small results to $OUT and the
# whole state as parts to $STORE/back. Run it again on the same machine and it resumes where it stopped.
set -eu
minutes=$1; shift
STORE=${STORE:-/tmp/tessera}
OUT=${OUT:-$STORE/out}
RUN=$STORE/run
PYTHON=${PYTHON:-python3}
mkdir -p "$STORE/parts" "$STORE/files" "$RUN" "$OUT"
if [ -d .whl ]; then
  "$PYTHON" -m pip install -q --no-index --no-deps --no-compile --no-cache-dir --upgrade --target "$STORE/site" .whl/*.whl
fi
export PYTHONPATH=".:$STORE/site${PYTHONPATH:+:$PYTHONPATH}" PYTHONUNBUFFERED=1 TORCHINDUCTOR_CACHE_DIR=$STORE/inductor
"$PYTHON" -m training.slices.parts join "$STORE/parts" --to "$STORE/files"
if [ -f "$STORE/files/state.pt" ] && [ ! -f "$RUN/state.pt" ]; then mv "$STORE/files/state.pt" "$RUN/state.pt"; fi
if [ ! -f "$STORE/photos/index.npz" ]; then
  "$PYTHON" -m training.prepare_data --sources "$STORE"/files/train-*.zip --hold-out "$STORE/files/eval-00.zip" --out "$STORE/photos"
fi
"$PYTHON" -m training.train gpu --out "$RUN" --data "$STORE/photos" --slice-minutes "$minutes" "$@" 2>&1 | tr '\r' '\n' | tail -n 25
cp "$RUN/curve.csv" "$RUN/curve.png" "$RUN/run.json" "$RUN/ema/config.json" "$OUT/" 2>/dev/null || true
newest=$(ls "$RUN"/samples/*.png 2>/dev/null | tail -n 1) && cp "$newest" "$OUT/newest-samples.png" || true
rm -rf "$STORE/back"
"$PYTHON" -m training.slices.parts split "$RUN/ema/weights.safetensors" "$RUN/state.pt" --to "$STORE/back"
ls "$STORE/back" | wc -l
