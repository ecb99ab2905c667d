"""A loudspeaker of the test's own: ALSA's `file` plugin, into a file or a slow pipe."""

import array
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


def places(sound, sentence):
    """Where the sentence is heard, in seconds from the start."""
    found, at = [], sound.find(sentence)
    while at >= 0:
        if at % 2 == 0:
            found.append(at / 2 / RATE)
        at = sound.find(sentence, at + 2)
    return found
