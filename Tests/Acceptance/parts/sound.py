"""A loudspeaker of the test's own: ALSA's `file` plugin, into a file or a slow pipe."""

import array
import math
import operator
import os
import threading
import wave

RATE = 22_050  # samples a second, as eSpeak NG speaks and the daemon plays


class Loudspeaker:
    """What is played lands in `heard`, 16 bits a sample."""

    device = "hall"

    def __init__(self, folder, slow=False):
        self.heard_file = folder / "heard.raw"
        self.configuration = folder / "asound.conf"
        self.configuration.write_text(f"""\
pcm.hall {{
    type file
    slave {{ pcm {{ type null }} }}
    file "{self.heard_file}"
    format "raw"
}}
""")
        self._pipe = None
        self._bytes = b""
        if slow:
            # A pipe holds a second and a half; then the player waits, as at a real loudspeaker.
            os.mkfifo(self.heard_file)
            self._pipe = os.open(self.heard_file, os.O_RDONLY | os.O_NONBLOCK)

    @property
    def env(self):
        return {"ALSA_CONFIG_PATH": str(self.configuration)}

    def listen(self):
        """Lets the pipe flow from now on."""
        os.set_blocking(self._pipe, True)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        while piece := os.read(self._pipe, 65_536):
            self._bytes += piece

    @property
    def heard(self):
        if self._pipe is not None:
            return self._bytes
        return self.heard_file.read_bytes() if self.heard_file.exists() else b""


def samples_of_wav(file):
    """The sound in a WAV file, as bytes of 16-bit samples."""
    with wave.open(str(file)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, RATE)
        return sound.readframes(sound.getnframes())


def loudest(sound):
    """The largest sample, of 32,767."""
    return max(map(abs, array.array("h", sound)), default=0)


def part(sound, start, end):
    """The sound from `start` to `end`, in seconds."""
    return sound[int(start * RATE) * 2:int(end * RATE) * 2]


def loudness(sound):
    """How loud each hundredth of a second is."""
    samples = array.array("h", sound[:len(sound) // 2 * 2])
    step = RATE // 100
    return [sum(map(abs, samples[at:at + step])) / step
            for at in range(0, len(samples) - step + 1, step)]


def places(sound, sentence, likeness=0.94):
    """Where the sentence is heard, in seconds from the start.

    eSpeak NG breathes a little differently each time, so loudness is compared, not samples:
    the same sentence is alike by 0.95 or more, one with another window's number by 0.91.
    """
    wanted = loudness(sentence)
    wanted = [level - sum(wanted) / len(wanted) for level in wanted]
    size = math.hypot(*wanted)
    found = []
    # It may begin anywhere within a hundredth of a second.
    for shift in range(0, RATE // 100, RATE // 400):
        whole = loudness(sound[shift * 2:]) + [0.0] * 3
        at, last = 0, len(whole) - len(wanted)
        while at <= last:
            here = whole[at:at + len(wanted)]
            usual = sum(here) / len(here)
            here = [level - usual for level in here]
            alike = sum(map(operator.mul, here, wanted)) / size / (math.hypot(*here) or 1)
            if alike >= likeness:
                if all(abs(at / 100 - other) > 0.5 for other in found):
                    found.append(at / 100)
                at += len(wanted) - 10
            at += 1
    return sorted(found)
