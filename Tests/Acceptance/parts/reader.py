"""A card reader on a serial line: the test holds the other end of a pty."""

import os
import pty
import tty
from pathlib import Path


class SerialReader:
    """Its `device` is a stable name, as udev keeps for a plug."""

    def __init__(self, folder):
        self.device = Path(folder) / "reader"
        self.master = None
        self.plug()

    def plug(self):
        self.master, slave = pty.openpty()
        tty.setraw(self.master)
        tty.setraw(slave)
        self.device.unlink(missing_ok=True)
        self.device.symlink_to(os.ttyname(slave))
        self.slave = slave

    def unplug(self):
        self.device.unlink(missing_ok=True)
        os.close(self.slave)
        os.close(self.master)
        self.master = None

    def read(self, text):
        """The reader has read a card: its number and a line end leave by the line."""
        os.write(self.master, text.encode() + b"\r\n")

    def end(self):
        if self.master is not None:
            self.unplug()
