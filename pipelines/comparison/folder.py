"""Documents of a folder and of the folders in it, each with the truth that lies beside it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.comparison.truth import ENDING, Truth, TruthFault, parse

# What a file may be called that is a document, where nothing else says that it is one.
_ENDINGS = frozenset({
    ".pdf", ".xml", ".ofd", ".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".heic", ".heif",
})  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """A document; `folder` is where it lies under the folder that was asked for.

    `version` is the digest of its truth file, and empty without one: another truth is another case.
    """

    folder: str
    path: Path
    version: str

    @property
    def title(self) -> str:
        """What it is told by."""
        return f"{self.folder}/{self.path.name}"


@dataclass(frozen=True)
class Case(Paper):
    """A document and its truth."""

    truth: Truth

    @property
    def name(self) -> str:
        """What other truth files call the document."""
        return self.path.stem


@dataclass(frozen=True)
class Found:
    """What a folder holds: cases, truth files that cannot be used and why, documents without."""

    cases: tuple[Case, ...]
    faults: tuple[str, ...]
    untold: tuple[Paper, ...]


def find(root: Path) -> Found:
    """Look through a folder.

    Raises OSError.
    """
    cases: list[Case] = []
    faults: list[str] = []
    untold: list[Paper] = []
    for folder in _folders(root):
        files = sorted(path for path in folder.iterdir() if path.is_file())
        told = {path.name.removesuffix(ENDING): path for path in files if _is_truth(path)}
        named: dict[str, list[Path]] = {}
        for path in files:
            if not _is_truth(path):
                named.setdefault(path.stem, []).append(path)
        for name, truth in told.items():
            case = _case(root, truth, named.get(name, []))
            if isinstance(case, Case):
                cases.append(case)
            else:
                faults.append(f"{truth}: {case}")
        alone = [path for path in files if path.stem not in told and _is_document(path)]
        untold += [Paper(_named(root, folder), path, "") for path in alone]
    return Found(tuple(cases), tuple(faults), tuple(untold))


def _folders(root: Path) -> Iterator[Path]:
    yield root
    yield from sorted(path for path in root.rglob("*") if path.is_dir())


def _is_truth(path: Path) -> bool:
    return path.name.endswith(ENDING)


def _is_document(path: Path) -> bool:
    return path.suffix.lower() in _ENDINGS


def _case(root: Path, truth: Path, documents: list[Path]) -> Case | str:
    """Give the case that a truth file tells of, or why it tells of none."""
    if not documents:
        return f"there is no {truth.name.removesuffix(ENDING)}.* beside it"
    if len(documents) > 1:
        names = " and ".join(path.name for path in documents)
        return f"{names} lie beside it: one document is wanted"
    content = truth.read_bytes()
    try:
        found = parse(content)
    except TruthFault as fault:
        return str(fault)
    version = hashlib.sha256(content).hexdigest()
    return Case(_named(root, truth.parent), documents[0], version, found)


def _named(root: Path, folder: Path) -> str:
    where = folder.relative_to(root).as_posix()
    return root.resolve().name if where == "." else where
