"""The real clamd for tests, with signatures of the EICAR test file only."""

import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT
from tests.present import find

_PLACES = ("clamd", "/usr/sbin/clamd", "/usr/local/sbin/clamd", "/opt/homebrew/sbin/clamd")
# The bytes of the test file, so that its text stands nowhere; and the hash of the whole of it.
_BYTES = (
    "58354f2150254041505b345c505a58353428505e2937434329377d2445494341522d5354414e444152442d"
    "414e544956495255532d544553542d46494c452124482b482a"
)
_HASH = "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f:68"


def find_clamd() -> str:
    """Give the path of a clamd; without one the test is skipped, or fails where CI is set."""
    return find("virus scanner", _PLACES)


@dataclass
class RealClamd:
    """A daemon that listens on `address`; it can be hurt and begun again."""

    executable: str
    folder: Path
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        return str(self.folder / "clamd.sock")

    def start(self) -> None:
        """Start it, unless it runs, and wait until it answers."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            return
        (self.folder / "clamd.sock").unlink(missing_ok=True)
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [self.executable, "-c", str(self.folder / "clamd.conf")], stdout=log, stderr=log
            )
        until = time.monotonic() + 60
        while not self._answers():
            assert self.process.poll() is None, (self.folder / "log").read_text()
            assert time.monotonic() < until, "clamd does not start"
            time.sleep(0.02)

    def send(self, number: signal.Signals) -> None:
        """Send a signal to this daemon."""
        assert self.process is not None
        self.process.send_signal(number)
        if number is signal.SIGKILL:
            self.process.wait(10)

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as asking, suppress(OSError):
            asking.settimeout(5)
            asking.connect(self.address)
            asking.sendall(b"zPING\0")
            return asking.recv(16) == b"PONG\0"
        return False


@contextmanager
def real_clamd(folder: Path, **changes: str) -> Iterator[RealClamd]:
    """Start one as manifests/clamd.conf sets it up, but for its place and these `changes`.

    `folder` must have a short path: it holds a socket.
    """
    daemon = RealClamd(find_clamd(), folder)
    signatures = folder / "signatures"
    signatures.mkdir()
    (signatures / "test.ndb").write_text(f"Eicar-Test:0:0:{_BYTES}\n")
    (signatures / "test.hsb").write_text(f"{_HASH}:Eicar-Sha256:73\n")
    shipped = (ROOT / "manifests" / "clamd.conf").read_text()
    kept = re.findall(r"^(?!TCP|DatabaseDirectory)([A-Za-z]+) (.+)$", shipped, re.MULTILINE)
    given = dict(kept) | {"DatabaseDirectory": str(signatures), "LocalSocket": daemon.address}
    lines = [f"{name} {value}\n" for name, value in (given | changes).items()]
    (folder / "clamd.conf").write_text("".join(lines))
    try:
        daemon.start()
        yield daemon
    finally:
        if daemon.process is not None:
            daemon.process.kill()  # one that is stopped, too
            daemon.process.wait(10)
