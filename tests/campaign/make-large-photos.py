"""Makes large photos of a sample for opening-times.test.ts: python make-large-photos.py FOLDER

Needs tests/fixtures/corpus/requirements.txt. A HEIC of 24 megapixels with a thumbnail, a JPEG of 108 with one in EXIF and without,
and a DNG of 45 (16 bit Bayer mosaic, not compressed) with a JPEG preview, as cameras write them (DNG 1.4).
"""

import io
import struct
import sys
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image

folder = Path(sys.argv[1])
sample = Image.open(Path(__file__).parents[2] / "assets/samples/summit-sunset.jpg").convert("RGB")


def resized(width, height):
    """The sample with grain, which keeps files as large as photos."""
    grain = np.random.default_rng(1).integers(-6, 7, (height, width, 3))
    return Image.fromarray(np.clip(np.asarray(sample.resize((width, height))) + grain, 0, 255).astype(np.uint8))


heif = pillow_heif.from_pillow(resized(5656, 4242))
heif.save(folder / "photo-24.heic", quality=85, thumbnails=[320])

WIDTH, HEIGHT = 8192, 5504
photo = resized(WIDTH, HEIGHT)
encoded = np.asarray(photo) / 255
light = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
mosaic = np.empty((HEIGHT, WIDTH), "<u2")
for row, column, channel in ((0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 2)):
    mosaic[row::2, column::2] = light[row::2, column::2, channel] * 15000 + 500
preview = io.BytesIO()
photo.resize((2048, 1376)).save(preview, "JPEG", quality=85)
preview = preview.getvalue() + b"\0" * (len(preview.getvalue()) % 2)

FORMS = {1: "B", 2: "s", 3: "H", 4: "I", 5: "II", 10: "ii"}


def field(tag, kind, *values):
    if kind in (5, 10):
        values = [part for value in values for part in (round(value * 10000), 10000)]
    data = values[0].encode() + b"\0" if kind == 2 else struct.pack(f"<{len(values)}{FORMS[kind][0]}", *values)
    return tag, kind, len(data) if kind == 2 else len(values) // len(FORMS[kind]), data


def directory(at, fields):
    entries, more = b"", b""
    end = at + 2 + 12 * len(fields) + 4
    for tag, kind, count, data in fields:
        place = data.ljust(4, b"\0") if len(data) <= 4 else struct.pack("<I", end + len(more))
        entries += struct.pack("<HHI", tag, kind, count) + place
        more += b"" if len(data) <= 4 else data + b"\0" * (len(data) % 2)
    return struct.pack("<H", len(fields)) + entries + struct.pack("<I", 0) + more


def first(at, start, raw):
    return directory(at, [
        field(254, 4, 1), field(256, 4, 2048), field(257, 4, 1376), field(258, 3, 8, 8, 8), field(259, 3, 7),
        field(262, 3, 6), field(271, 2, "Made"), field(272, 2, "By Script"), field(273, 4, start), field(274, 3, 1),
        field(277, 3, 3), field(278, 4, 1376), field(279, 4, len(preview)), field(284, 3, 1), field(330, 4, raw),
        field(50706, 1, 1, 4, 0, 0), field(50707, 1, 1, 1, 0, 0), field(50708, 2, "Made By Script"),
        field(50721, 10, 3.2406, -1.5372, -0.4986, -0.9689, 1.8758, 0.0415, 0.0557, -0.204, 1.057),
        field(50728, 5, 1, 1, 1), field(50778, 3, 21),
    ])  # fmt: skip


def sensor(at, start):
    return directory(at, [
        field(254, 4, 0), field(256, 4, WIDTH), field(257, 4, HEIGHT), field(258, 3, 16), field(259, 3, 1),
        field(262, 3, 32803), field(273, 4, start), field(277, 3, 1), field(278, 4, HEIGHT),
        field(279, 4, 2 * WIDTH * HEIGHT), field(284, 3, 1), field(33421, 3, 2, 2), field(33422, 1, 0, 1, 1, 2),
        field(50714, 4, 500), field(50717, 4, 15500),
    ])  # fmt: skip


def exif(thumbnail):
    """The EXIF block of a JPEG: nothing but a thumbnail, in the second directory."""
    turned = [field(274, 3, 1)]
    second = 8 + len(directory(8, turned))

    def last(start):
        return directory(second, [field(259, 3, 6), field(513, 4, start), field(514, 4, len(thumbnail))])

    link = directory(8, turned)[:-4] + struct.pack("<I", second)
    return b"Exif\0\0II*\0\x08\0\0\0" + link + last(second + len(last(0))) + thumbnail


large = resized(12000, 9000)
thumbnail = io.BytesIO()
large.resize((160, 120)).save(thumbnail, "JPEG", quality=80)
large.save(folder / "photo-108.jpg", quality=90, exif=exif(thumbnail.getvalue()))
large.save(folder / "photo-108-without-thumbnail.jpg", quality=90)

raw = 8 + len(first(8, 0, 0))
start = raw + len(sensor(raw, 0))
(folder / "photo-45.dng").write_bytes(
    b"II*\0\x08\0\0\0" + first(8, start, raw) + sensor(raw, start + len(preview)) + preview + mosaic.tobytes()
)
