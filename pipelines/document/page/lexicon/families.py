"""All families of words, by name."""

from pipelines.document.page.lexicon.amounts import AMOUNTS
from pipelines.document.page.lexicon.columns import CARRIED, COLUMNS
from pipelines.document.page.lexicon.dates import DATES
from pipelines.document.page.lexicon.identifiers import IDENTIFIERS
from pipelines.document.page.lexicon.parties import PARTIES
from pipelines.document.page.lexicon.roles import Roles

LEXICON: dict[str, Roles] = {
    "amounts": AMOUNTS,
    "columns": COLUMNS,
    "carried": CARRIED,
    "identifiers": IDENTIFIERS,
    "dates": DATES,
    "parties": PARTIES,
}
