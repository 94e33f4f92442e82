"""Places on an upright page, as places on the page as the file has it."""

from collections.abc import Mapping

from pipelines.document.model import Evidence
from pipelines.document.straightening import Slant


def as_filed(evidence: Evidence, lying: Mapping[int, Slant]) -> Evidence:
    """Give a place on an upright page as a place on the page as the file has it."""
    slant = lying.get(evidence.page or 0)
    if evidence.box is None or slant is None:
        return evidence
    return evidence.model_copy(update={"box": slant.filed(evidence.box)})
