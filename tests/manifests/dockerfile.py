"""The Dockerfile taken apart: stages of instructions, in their order."""

import re
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import PurePosixPath

from tests.conftest import ROOT

FILE = ROOT / "Dockerfile"
IGNORED = ROOT / ".dockerignore"


@dataclass(frozen=True)
class Step:
    """One instruction: `RUN` and what it says, on one line."""

    kind: str
    said: str


@dataclass
class Stage:
    """What one FROM begins."""

    image: str
    name: str
    steps: list[Step] = field(default_factory=list)

    def all(self, kind: str) -> list[str]:
        return [step.said for step in self.steps if step.kind == kind]


def stages() -> list[Stage]:
    """Give the stages; the last one is the image."""
    lines = [line for line in FILE.read_text().splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    found: list[Stage] = []
    for line in filter(None, joined.splitlines()):
        kind, _, said = line.partition(" ")
        if kind == "FROM":
            image, _, name = said.partition(" AS ")
            found.append(Stage(image, name))
        else:
            found[-1].steps.append(Step(kind, said.strip()))
    return found


def sent(path: str) -> bool:
    """Tell whether .dockerignore lets a path of the repository into the build; the last rule wins.

    A rule that names a folder holds for all in it.
    """
    lines = [line for line in IGNORED.read_text().splitlines() if line and line[0] != "#"]
    whole = PurePosixPath(path)
    allowed = True
    for line in lines:
        rule = line.removeprefix("!")
        names = [str(one) for one in (whole, *whole.parents) if str(one) != "."]
        if any(_named(name, rule) for name in names):
            allowed = line.startswith("!")
    return allowed


def _named(path: str, rule: str) -> bool:
    if rule.startswith("**/"):
        return fnmatch(PurePosixPath(path).name, rule.removeprefix("**/"))
    return path.count("/") == rule.count("/") and fnmatch(path, rule)
