"""NOTICE names every package in the image that is not, or not all, under a permissive licence."""

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from tests.conftest import ROOT

PERMISSIVE = re.compile(
    r"(?:MIT|BSD|Apache|ISC|PSF|Python Software Foundation|Python-2|Zlib|0BSD|CC0|Unlicense|HPND)",
    re.IGNORECASE,
)
OTHER = re.compile(r"GPL|MPL|Mozilla|EPL|CDDL|EUPL|CC-BY|Commercial|Proprietary", re.IGNORECASE)


def locked() -> list[Distribution]:
    """Give the packages of the lock; those for other systems are not here."""
    lock = (ROOT / "requirements.lock").read_text()
    found = []
    for name in re.findall(r"^([a-z0-9._-]+)==", lock, re.MULTILINE):
        try:
            found.append(distribution(name))
        except PackageNotFoundError:
            continue
    return found


def licences(package: Distribution) -> str:
    told = package.metadata
    names = [told[key] for key in ("License-Expression", "License") if key in told]
    names += [one for one in told.get_all("Classifier") or () if one.startswith("License ::")]
    return " | ".join(name[:200] for name in names)


def brings_libraries(package: Distribution) -> bool:
    return any(".libs/" in str(path) for path in package.files or ())


def test_what_is_not_permissive_or_brings_libraries_is_named() -> None:
    notice = (ROOT / "NOTICE").read_text()
    named = set(re.findall(r"^  ([a-z][a-z0-9-]+) {2,}", notice, re.MULTILINE))
    packages = locked()
    assert len(packages) > 50
    told = {package.metadata["Name"]: licences(package) for package in packages}
    assert {name: said for name, said in told.items() if not PERMISSIVE.search(said)
            and not OTHER.search(said)} == {}, "a licence that nobody has looked at"  # fmt: skip
    due = {name for name, said in told.items() if OTHER.search(said)}
    due |= {package.metadata["Name"] for package in packages if brings_libraries(package)}
    assert {"pi-heif", "psycopg"} <= {name.lower().replace("_", "-") for name in due}
    assert {name for name in due if name.lower().replace("_", "-") not in named} == set()
