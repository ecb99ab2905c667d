"""A CUPS scheduler of the test's own, a printer's network port, and a driverless printer."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from pathlib import Path

from parts.patience import until

TRAITS = Path(__file__).with_name("roll-printer.conf")
SYSTEM = Path("/usr/lib/cups")


class Program:
    """A program the test started, ended by its process id."""

    def __init__(self, *command, log, env=None):
        with open(log, "ab") as output:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                env={**os.environ, **(env or {})})

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)


def answers(path):
    """Whether somebody listens on the UNIX socket at `path`."""
    with socket.socket(socket.AF_UNIX) as line:
        return line.connect_ex(str(path)) == 0


class Cupsd:
    """Own configuration, spool and socket; its settings name is `server`."""

    def __init__(self):
        # Short, because the path of a socket has at most 107 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="cups-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.server = str(self.folder / "sock")
        for name in ["etc", "spool/tmp", "cache", "state", "bin"]:
            (self.folder / name).mkdir(parents=True)
        for name in ["filter", "daemon", "driver", "notifier", "backend"]:
            (self.folder / "bin" / name).symlink_to(SYSTEM / name)
        (self.folder / "etc/cups-files.conf").write_text(f"""\
ServerRoot {self.folder}/etc
RequestRoot {self.folder}/spool
TempDir {self.folder}/spool/tmp
CacheDir {self.folder}/cache
StateDir {self.folder}/state
ServerBin {self.folder}/bin
DataDir /usr/share/cups
AccessLog {self.folder}/access_log
ErrorLog {self.folder}/error_log
PageLog {self.folder}/page_log
Printcap {self.folder}/printcap
SyncOnClose No
""")
        (self.folder / "etc/cupsd.conf").write_text(f"""\
LogLevel debug
Listen {self.server}
Browsing No
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
""")
        self.start()

    def start(self):
        self.program = Program(
            "/usr/sbin/cupsd", "-f", "-c", f"{self.folder}/etc/cupsd.conf",
            "-s", f"{self.folder}/etc/cups-files.conf", log=self.folder / "log")
        until("cupsd answers", lambda: answers(self.server))

    def stop(self):
        self.program.end()

    def end(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def administer(self, command, *arguments):
        done = subprocess.run(
            [command, "-h", self.server, *arguments], capture_output=True, text=True, timeout=40,
            env={"CUPS_SERVER": self.server, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"})
        assert done.returncode == 0, f"{command} {arguments}: {done.stderr}"
        return done.stdout

    def make_driverless_queue(self, name, uri):
        """A queue that asks the printer what it can do."""
        self.administer("lpadmin", "-p", name, "-E", "-v", uri, "-m", "everywhere")
        until("CUPS has made its driver", (self.folder / f"etc/ppd/{name}.ppd").exists)

    def make_raw_queue(self, name, port):
        """A queue that passes bytes on unchanged, to a network printer's port."""
        self.administer("lpadmin", "-p", name, "-E", "-v", f"socket://127.0.0.1:{port}",
                        "-m", "raw")


class PrinterPort:
    """A thermal printer's network port; keeps the bytes of each connection."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.documents = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                line, _ = self.listener.accept()
            except OSError:
                return
            with line:
                document = b""
                while piece := line.recv(65_536):
                    document += piece
            self.documents.append(document)

    def wait(self, count=1, within=20):
        until(f"{count} documents", lambda: len(self.documents) >= count, within)
        return self.documents

    def end(self):
        self.listener.close()


class RollPrinter:
    """`ippeveprinter` for 80 mm rolls that keeps the pages it is sent.

    It wants a message bus to talk to Avahi on, even where it is told not to announce itself.
    """

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="ipp-", dir="/tmp"))
        self.folder.chmod(0o755)
        (self.folder / "pages").mkdir()
        bus = self.folder / "bus"
        (self.folder / "bus.conf").write_text(f"""\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path={bus}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/><allow user="*"/>
  </policy>
</busconfig>
""")
        self.bus = Program("/usr/bin/dbus-daemon", "--nofork",
                           f"--config-file={self.folder}/bus.conf", log=self.folder / "log")
        until("the message bus answers", lambda: answers(bus))
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.uri = f"ipp://127.0.0.1:{port}/ipp/print"
        self.printer = Program(
            "/usr/sbin/ippeveprinter", "-p", str(port), "-r", "off", "-k",
            "-d", f"{self.folder}/pages", "-a", str(TRAITS), "Roll",
            log=self.folder / "log", env={"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={bus}"})

        def is_up():
            with socket.socket() as line:
                return line.connect_ex(("127.0.0.1", port)) == 0

        until("the printer answers", is_up)

    def wait(self, count=1, within=40):
        """The pages it has printed, whole, oldest first."""
        def pages():
            found = sorted((self.folder / "pages").glob("*.pdf"))
            whole = [p for p in found if p.read_bytes().rstrip().endswith(b"%%EOF")]
            return whole if len(whole) >= count else None

        return until(f"{count} pages", pages, within)

    def end(self):
        self.printer.end()
        self.bus.end()
        shutil.rmtree(self.folder, ignore_errors=True)
