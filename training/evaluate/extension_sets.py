"""Photos that are extended at native resolution, by how much, and where they come from."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

LOMIRI_16, LOMIRI_20, PLASMA, MATE = ("lomiri-wallpapers-16.04", "lomiri-wallpapers-20.04", "plasma-workspace-wallpapers", "mate-backgrounds")
"""Debian's packages; the licence of each photo is in the package's copyright file."""

BACKGROUNDS, WALLPAPERS, NATURE = ("usr/share/backgrounds/", "usr/share/wallpapers/", "usr/share/backgrounds/mate/nature/")

PACKAGED: dict[str, tuple[str, str]] = {
    "BytheWater": (PLASMA, WALLPAPERS + "BytheWater/contents/images/2560x1600.jpg"),
    "EveningGlow": (PLASMA, WALLPAPERS + "EveningGlow/contents/images/2560x1600.jpg"),
    "Path": (PLASMA, WALLPAPERS + "Path/contents/images/2560x1600.jpg"),
    "Storm": (MATE, NATURE + "Storm.jpg"),
    "Fossa": (LOMIRI_20, BACKGROUNDS + "Fossa_by_Jasper_Roks.jpg"),
    "Picture_1A": (LOMIRI_16, BACKGROUNDS + "Picture_1A_by_freespace.jpg"),
    "Wine": (LOMIRI_16, BACKGROUNDS + "Wine_by_Jakkub_Mede.jpg"),
    "greentock": (LOMIRI_16, BACKGROUNDS + "greentock_by_Peter_Nerlich.jpg"),
    "Kleiber": (LOMIRI_20, BACKGROUNDS + "Kleiber_by_Lukas_Baubkus.jpg"),
    "Dragonfly": (LOMIRI_16, BACKGROUNDS + "Dragonfly_by_Bolly.jpg"),
    "free": (LOMIRI_16, BACKGROUNDS + "free_by_Peter_Nerlich.jpg"),
    "umang": (LOMIRI_16, BACKGROUNDS + "umang_by_Abhishek_Mudgal.jpg"),
    "Picture_0B": (LOMIRI_16, BACKGROUNDS + "Picture_0B_by_freespace.jpg"),
    "Bridge": (LOMIRI_16, BACKGROUNDS + "Bridge_by_Sander_Klootwijk.jpg"),
    "Aqua": (MATE, NATURE + "Aqua.jpg"),
    "Blinds": (MATE, NATURE + "Blinds.jpg"),
}
"""name -> package, file in it. From Fossa on, nothing of the detail stage was chosen on them; nobody had seen an extension of the last two."""

SAMPLES = ("summit-sunset", "picos-de-europa", "autumn-valley", "brook", "dogs", "dandelions")

KINDS = ("15", "25", "50", "around-20")
"""Per cent of the width on one side, right and left in turn; of width and height on every side."""


@dataclass(frozen=True)
class Extension:
    """A photo and what is added to it, pixels."""

    name: str
    kind: str
    photo: Path
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    @property
    def key(self) -> str:
        return f"{self.name}-{self.kind}"

    @property
    def added(self) -> dict[str, int]:
        """Without sides that stay."""
        return {side: getattr(self, side) for side in ("left", "right", "top", "bottom") if getattr(self, side) > 0}


def fetch(folder: Path) -> None:
    """Downloads the packages by apt and unpacks them, where they are not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for package in sorted({package for package, _ in PACKAGED.values()}):
        if not list(folder.glob(f"{package}_*.deb")):
            subprocess.run(["apt-get", "download", package], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        if not all((folder / file).exists() for owner, file in PACKAGED.values() if owner == package):
            subprocess.run(["dpkg-deb", "-x", str(next(folder.glob(f"{package}_*.deb"))), str(folder)], check=True)


def list_extensions(samples: Path, packages: Path, kinds_of_each: int) -> list[Extension]:
    """Every photo with so many of the kinds, which take turns."""
    photos = {name: samples / f"{name}.jpg" for name in SAMPLES} | {name: packages / file for name, (_, file) in PACKAGED.items()}
    extensions = []
    for turn in range(kinds_of_each):
        for index, (name, photo) in enumerate(photos.items()):
            kind = KINDS[(index + turn * 2 + turn // 2) % len(KINDS)]
            with Image.open(photo) as opened:
                width, height = opened.size
            if kind.startswith("around"):
                sides = (round(width * 0.2),) * 2 + (round(height * 0.2),) * 2
            else:
                depth = round(width * int(kind) / 100)
                sides = (0, depth, 0, 0) if index % 2 == 0 else (depth, 0, 0, 0)
            extensions.append(Extension(name, kind, photo, width, height, *sides))
    return extensions
