"""Files in parts that fit through a narrow door, put together again with their hash checked. Standard library only.

python -m training.slices.parts split FILE... --to DIR [--mib 15]     DIR gets NAME.000, NAME.001, ... and NAME.json
python -m training.slices.parts keep DIR --to STORE                   moves what came up with this call to a lasting place
python -m training.slices.parts join DIR --to DIR2                    every complete file; says what is still missing
python -m training.slices.parts pick DIR --first N --count 4 --to OUT parts N .. N + count - 1 of all (for the way back)
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path


def split(files: list[Path], to: Path, size: int) -> list[Path]:
    """Parts of at most `size` bytes and one manifest per file; returns what was written."""
    to.mkdir(parents=True, exist_ok=True)
    written = []
    for file in files:
        digest, parts = hashlib.sha256(), []
        with open(file, "rb") as source:
            while chunk := source.read(size):
                digest.update(chunk)
                part = to / f"{file.name}.{len(parts):03d}"
                part.write_bytes(chunk)
                parts.append(part.name)
        manifest = to / f"{file.name}.json"
        manifest.write_text(json.dumps({"name": file.name, "sha256": digest.hexdigest(), "parts": parts}))
        written += [*(to / part for part in parts), manifest]
    return written


def keep(source: Path, to: Path) -> None:
    to.mkdir(parents=True, exist_ok=True)
    for file in source.iterdir():
        shutil.copy(file, to / file.name)


def join(source: Path, to: Path) -> list[str]:
    """Puts together every file whose parts are all there; returns the names of missing parts."""
    to.mkdir(parents=True, exist_ok=True)
    missing = []
    for path in sorted(source.glob("*.json")):
        manifest = json.loads(path.read_text())
        absent = [part for part in manifest["parts"] if not (source / part).exists()]
        if absent:
            missing += absent
            continue
        if (to / manifest["name"]).exists():
            continue
        digest, temporary = hashlib.sha256(), to / (manifest["name"] + ".part")
        with open(temporary, "wb") as out:
            for part in manifest["parts"]:
                chunk = (source / part).read_bytes()
                digest.update(chunk)
                out.write(chunk)
        if digest.hexdigest() != manifest["sha256"]:
            temporary.unlink()
            raise ValueError(f"{manifest['name']}: the parts do not make the file that was split")
        temporary.replace(to / manifest["name"])
    return missing


def pick(source: Path, first: int, count: int, to: Path) -> int:
    """Copies a range of the sorted parts and manifests; returns how many there are in all."""
    files = sorted(path for path in source.iterdir() if path.is_file())
    to.mkdir(parents=True, exist_ok=True)
    for file in files[first : first + count]:
        shutil.copy(file, to / file.name)
    return len(files)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=("split", "keep", "join", "pick"))
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--mib", type=int, default=15)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=4)
    options = parser.parse_args()
    source = options.paths[0]
    if options.verb == "split":
        print(f"{len(split(options.paths, options.to, options.mib << 20))} files")
    elif options.verb == "keep":
        keep(source, options.to)
    elif options.verb == "join":
        print("missing:", ", ".join(join(source, options.to)) or "nothing")
    else:
        print(f"{pick(source, options.first, options.count, options.to)} files in all")


if __name__ == "__main__":
    main()
