#!/bin/sh
# Starts the app in a Flatpak: zypak puts Flatpak's sandbox in the place of Chromium's. A second start finds the first by a
# socket among the temporary files, which have to lie where both see them.
export TMPDIR="$XDG_RUNTIME_DIR/app/$FLATPAK_ID"
exec zypak-wrapper /app/lib/tessera/tessera "$@"
