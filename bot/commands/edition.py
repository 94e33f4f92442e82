"""Which Clerk reads: what an earlier one read is not what this one would."""

import hashlib
from importlib.metadata import version
from pathlib import Path

import pipelines
from bot.settings import Settings

# Everything under pipelines may change a reading but the metric, which readings go into.
_METRIC = "comparison"
# What takes documents apart besides: another version may see other words.
_ENGINES = ("lxml", "onnxruntime", "pillow", "pypdfium2", "rapidocr", "zxing-cpp")


def edition(settings: Settings) -> str:
    """Give a digest of all that readings depend on besides the document and the day."""
    digest = hashlib.sha256()
    root = Path(pipelines.__file__).parent
    for path in sorted(root.rglob("*")):
        where = path.relative_to(root)
        if path.suffix in {".py", ".toml"} and where.parts[0] != _METRIC:
            digest.update(b"%s\0%s\0" % (where.as_posix().encode(), path.read_bytes()))
    for name in _ENGINES:
        digest.update(f"{name} {version(name)}\0".encode())
    digest.update(f"{settings.max_pages} {sorted(settings.companies)}".encode())
    return digest.hexdigest()
