"""`./till bench read-codes [FOLDER]`: codes read and misread, and the time it takes, ours beside single libraries."""

import cv2
import numpy as np

from pos_app.bench.benches import Order, Progress
from pos_app.bench.figure import Report, Table
from pos_app.bench.read_codes.code_picture import Picture, code_picture
from pos_app.bench.read_codes.faults import turned_by
from pos_app.bench.read_codes.folder_set import folder_samples
from pos_app.bench.read_codes.frame_times import frame_figures
from pos_app.bench.read_codes.generated import generated_samples, random_text
from pos_app.bench.read_codes.readers import Reader, readers
from pos_app.bench.read_codes.sample import Sample
from pos_app.bench.read_codes.tally import tally
from pos_app.domain.codes.scan import Symbology

_SEED = 20
_CYRILLIC_WORDS = ("Карта", "Копилка", "Молоко", "Ёлка", "Щука", "объём", "Царь-пушка", "эхо")


def measure(order: Order, progress: Progress) -> Report:
    """With a folder its pictures, without one a set made here; Cyrillic QR codes, angles and frames in any case.

    ``order.runs`` is the number of frames measured, and of Cyrillic codes divided by ten. Raises BenchError.
    """
    compared = readers()
    cv2.setNumThreads(1)
    tables, seen = [], []
    if order.folder is not None:
        progress(f"pictures of {order.folder}")
        samples = list(folder_samples(order.folder))
        tables.append(tally("pictures", f"pictures of {order.folder.name}", samples, compared))
        seen = [sample.picture for sample in samples if sample.expected is None]
    else:
        progress("pictures made here, by fault")
        tables.append(
            tally("pictures", "pictures made here, by fault", list(generated_samples(_SEED, 1, 30)), compared)
        )
    progress("Cyrillic QR codes")
    tables.append(tally("cyrillic", "Cyrillic text in QR codes", _cyrillic(order.runs * 10), compared))
    progress("every angle")
    tables.append(_angles(compared[0]))
    progress("frames")
    figures = frame_figures(compared, max(order.runs, 1) * 2, seen)
    conditions = (
        "processor time of one thread; a frame is colour, as a camera gives it; single libraries as they come",
        "our time without a code is the mean of two quick steps on each frame and one further step in turn",
    )
    return Report("read-codes", conditions, figures, tuple(tables))


def _cyrillic(count: int) -> list[Sample]:
    chance = np.random.default_rng(_SEED)
    samples = []
    for number in range(count):
        words = " ".join(str(word) for word in chance.choice(_CYRILLIC_WORDS, int(chance.integers(1, 6))))
        text = f"{words} № {number}" if number % 2 else words
        samples.append(Sample(f"cyrillic {number}", "Cyrillic QR", code_picture(Symbology.QR, text, 4), text))
    return samples


def _angles(ours: Reader) -> Table:
    """At how many of the 91 whole degrees from 0 to 90 we read a bar code: in a single picture, in ten frames."""
    chance = np.random.default_rng(_SEED)
    rows = []
    for symbology in (Symbology.EAN13, Symbology.CODE128):
        text = random_text(symbology, chance)
        pictures = [_turned(symbology, text, degrees) for degrees in range(91)]
        still = sum(ours.read(picture) == (text,) for picture in pictures)
        live = sum(any(ours.frame(picture, number) == (text,) for number in range(10)) for picture in pictures)
        rows.append((symbology.value, "91", str(still), str(live)))
    return Table(
        "angles", "bar codes at 0 to 90 degrees, ours", ("read", "of", "single picture", "ten frames"), tuple(rows)
    )


def _turned(symbology: Symbology, text: str, degrees: int) -> Picture:
    code = code_picture(symbology, text, 3)
    if code.shape[0] < 60:
        code = np.repeat(code, 60 // code.shape[0] + 1, axis=0)
    return turned_by(code, degrees)
