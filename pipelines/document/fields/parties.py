"""Who sells and who buys."""

from dataclasses import dataclass

from pipelines.document.fields.buyers import read_buyer
from pipelines.document.fields.chinese import read_pair
from pipelines.document.fields.own import NOBODY, Own
from pipelines.document.fields.registers import NO_STANDING, Standing, read_standing
from pipelines.document.fields.sellers import names_in, read_seller
from pipelines.document.fields.zones import Zones
from pipelines.document.page.printed import Claim, Printed


@dataclass(frozen=True)
class Parties:
    """The two parties by name, and what offices and banks know them under."""

    vendor: Claim[str] | None = None
    buyer: Claim[str] | None = None
    standing: Standing = NO_STANDING


def read_parties(printed: Printed, own: Own = NOBODY) -> Parties:
    """Tell seller and buyer apart; one's `own` company is the buyer where it can be."""
    if not printed.rows:
        return Parties()
    zones = Zones(printed)
    pair = read_pair(printed, zones)
    names = names_in(printed, zones)
    vendor = pair.seller or read_seller(names, own)
    buyer = pair.buyer or read_buyer(printed, zones, names, own, vendor)
    return Parties(vendor, buyer, read_standing(printed, zones, vendor, buyer))
