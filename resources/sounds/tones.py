"""The till's sounds as arithmetic: sine waves with soft edges, so that the files can be made again from this text.

``python -m resources.sounds.tones`` writes them beside this file. 22,050 Hz, mono, 16 bit; each under 20 KB, and short
enough that a quick hand's next scan does not find the last one still sounding.
"""

import math
import struct
import sys
import wave
from dataclasses import dataclass
from pathlib import Path

SAMPLE_RATE_HZ = 22_050
_EDGE_MS = 4  # a sine cut at full swing clicks in the loudspeaker
_FULL_SCALE = 32_767


@dataclass(frozen=True, slots=True)
class Tone:
    """One stretch of sound: a sine and its overtones; 0 Hz is silence.

    ``overtones`` are the strengths of the 2nd, 3rd, … harmonic beside the first one's 1.0: they make a tone rough
    and audible in a cheap loudspeaker. ``level`` is the share of full scale, 0 to 1.
    """

    frequency_hz: int
    duration_ms: int
    level: float = 0.6
    overtones: tuple[float, ...] = ()


SOUNDS: dict[str, tuple[Tone, ...]] = {
    # goods: one short high beep, heard a thousand times a day
    "goods": (Tone(2_100, 70, 0.5),),
    # customer: two tones, rising by a fifth
    "customer": (Tone(880, 90), Tone(1_320, 150)),
    # error: a low double buzz that no other sound of the counter resembles
    "error": (
        Tone(185, 150, 0.8, (0.6, 0.5, 0.3, 0.3)),
        Tone(0, 60),
        Tone(185, 190, 0.8, (0.6, 0.5, 0.3, 0.3)),
    ),
}


def samples(tones: tuple[Tone, ...]) -> list[int]:
    """The tones one after another as 16-bit samples (-32767 … 32767) at ``SAMPLE_RATE_HZ``."""
    return [value for tone in tones for value in _tone_samples(tone)]


def write_wav(path: Path, tones: tuple[Tone, ...]) -> None:
    """Write the tones as a RIFF WAVE file: PCM, mono, 16 bit."""
    values = samples(tones)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE_HZ)
        file.writeframes(struct.pack(f"<{len(values)}h", *values))


def _tone_samples(tone: Tone) -> list[int]:
    count = SAMPLE_RATE_HZ * tone.duration_ms // 1000
    if tone.frequency_hz == 0:
        return [0] * count
    strengths = (1.0, *tone.overtones)
    loudest = sum(strengths)  # the sum of all swings at once can never leave full scale
    edge = SAMPLE_RATE_HZ * _EDGE_MS / 1000
    values = []
    for index in range(count):
        phase = 2 * math.pi * tone.frequency_hz * index / SAMPLE_RATE_HZ
        swing = sum(strength * math.sin(phase * (n + 1)) for n, strength in enumerate(strengths)) / loudest
        softness = min(1.0, index / edge, (count - 1 - index) / edge)
        values.append(round(swing * softness * tone.level * _FULL_SCALE))
    return values


def main() -> None:
    """Write all sounds beside this file."""
    folder = Path(__file__).resolve().parent
    for name, tones in SOUNDS.items():
        write_wav(folder / f"{name}.wav", tones)
        sys.stdout.write(f"{name}.wav\n")


if __name__ == "__main__":
    main()
