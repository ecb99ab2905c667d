"""A PostgreSQL server of the test's own: own data folder and socket, ended by its process id."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

USER = "labqueue"
PORT = 5432  # only the name of the socket: nothing listens on TCP


def programs():
    """Where the newest installed server's programs are."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    assert found, "PostgreSQL is not installed: `make test` installs it"
    return found[-1].parent


class Postgres:
    def __init__(self):
        self.programs = programs()
        # Short, because the path of a socket has at most 107 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="lqpg-", dir="/tmp"))
        self.process = None
        self.made = 0
        # It refuses to run as root.
        self.servant = {}
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
            self.servant = {"user": "postgres", "group": "postgres", "extra_groups": []}
        subprocess.run(
            [self.programs / "initdb", "-D", self.folder / "data", "-U", USER, "--auth=trust",
             "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
            check=True, capture_output=True, cwd="/", **self.servant)

    def start(self):
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder,
                 "-p", str(PORT), "-c", "listen_addresses=", "-c", "fsync=off",
                 "-c", "shared_buffers=16MB", "-c", "lc_messages=C"],
                stdout=log, stderr=log, cwd="/", **self.servant)
        end = time.monotonic() + 30
        while self.psql("SELECT 1", check=False).returncode != 0:
            assert time.monotonic() < end and self.process.poll() is None, \
                (self.folder / "log").read_text()
            time.sleep(0.05)
        return self

    def stop(self):
        """Sessions are ended in order; the data stays."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(2)
            self.process.wait(timeout=30)

    def end(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def psql(self, statement, database="postgres", check=True):
        return subprocess.run(
            [self.programs / "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", self.folder,
             "-p", str(PORT), "-U", USER, "-d", database, "-c", statement],
            capture_output=True, text=True, check=check)

    def database(self):
        """A new database, by the line that settings name it with."""
        self.made += 1
        self.psql(f"CREATE DATABASE hall{self.made} TEMPLATE template0 ENCODING 'UTF8'")
        return f"postgres://{USER}@{quote(str(self.folder), safe='')}/hall{self.made}"
