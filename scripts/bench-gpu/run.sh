#!/bin/sh
# Measures this machine's graphics card with Tessera's engine. Needs no network, no npm and no Node; README.txt says more.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=${TESSERA_BENCH_FOLDER:-$here/unpacked}
if [ ! -e "$work/complete" ]; then
  echo 'Checking and unpacking ...' >&2
  (cd "$here" && sha256sum --check --quiet parts.sha256)
  mkdir -p "$work"
  if command -v xz >/dev/null 2>&1; then
    cat "$here"/part-* | xz -dc
  else
    cat "$here"/part-* | python3 -c 'import lzma, shutil, sys; shutil.copyfileobj(lzma.open(sys.stdin.buffer), sys.stdout.buffer)'
  fi | tar -xf - -C "$work"
  [ -x "$work/node" ] && touch "$work/complete"
fi
exec "$work/node" "$work/app/measure-card.js" "$@"
