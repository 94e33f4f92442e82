"""Invoices of many lands, drawn with one fault each; only their pages can be read."""

from random import Random

from tests.drawn import pdf
from tests.drawn.world import fapiao, faults, invoice
from tests.drawn.world.deal import Deal, deal
from tests.drawn.world.words import Words

MOST_TRIED = 40


def sound(land: str, seed: int) -> bytes:
    """Print an invoice that nothing is wrong with."""
    rng = Random(f"planted {land} {seed}")
    words = Words(land, "tune")
    return _printed(rng, words, deal(rng, words))


def faulty(fault: str, land: str, seed: int) -> tuple[bytes, str]:
    """Print an invoice with this fault; give the rule that tells it."""
    for again in range(MOST_TRIED):
        rng = Random(f"planted {fault} {land} {seed} {again}")
        words = Words(land, "tune")
        one = deal(rng, words)
        if faults.fits(fault, one):
            one = faults.FAULTS[fault](rng, one)
            return _printed(rng, words, one), one.flags[0]
    raise AssertionError(f"no invoice of {land} can have {fault}")


def flawed_fapiao(seed: int) -> tuple[bytes, str]:
    """Print a Chinese invoice with some fault."""
    rng = Random(f"planted fapiao {seed}")
    words = Words("zh-CN", "tune")
    one = fapiao.flawed(rng, fapiao.invent(rng, words))
    return pdf.write(fapiao.draw(one, rng))[0], fapiao.truth(one)["must_flag"][0]


def _printed(rng: Random, words: Words, one: Deal) -> bytes:
    look = invoice.style(rng, one, words.pool)
    return pdf.write(invoice.draw(one, look, rng))[0]
