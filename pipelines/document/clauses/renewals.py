"""Whether a contract goes on by itself, in the words that say so."""

import re

# "shall automatically renew", "renews automatically", "automatic renewal"; 自动续期.
_AUTOMATIC = re.compile(
    r"automatic(?:ally)?(?: be)? (?:renew|extend|exten|continu|prolong|roll|for (?:success|add))"
    r"\w*|(?:renew|extend|continue|prolong|roll)\w*(?: over)?(?: for [a-z() \d]{3,40})?,? "
    r"automatically|auto-?renew\w*|evergreen(?= (?:clause|renewal|term|basis|provision|contract))|"
    r"(?:renew(?:ed|s|al)?|extend(?:ed|s)?|continues?) (?:from (?:year to year|month to month)|"
    r"(?:for|on) (?:[a-z]+ ){0,3}(?:success|addition|further|consecutiv)\w+ [^.;]{0,90}?unless|"
    r"thereafter [^.;]{0,60}?unless|[^.;]{0,80}?unless (?:either|one|any|a) part|"
    r"[^.;]{0,80}?unless terminated)|"
    r"自动(?:续|延|顺延|展期)|自動(?:续|續|延)|"
    r"verlangert (?:sich|er sich|es sich)[^.;]{0,60}?(?:automatisch|stillschweigend|jeweils|"
    r"sofern|wenn)|(?:automatisch|stillschweigend)[^.;]{0,40}?verlanger\w*|"
    r"tacite(?:ment)? recond\w*|tacitement|reconduction tacite|"
    r"renouvel\w+ (?:tacitement|automatiquement)|"
    r"automatiquement (?:renouvel|recondui)\w*|par tacite"
)
_NOT = re.compile(
    r"(?:shall|will|does|do|is|are) not (?:be )?(?:automatic(?:ally)?|renew|extend)|"
    r"no automatic (?:renewal|extension)|not (?:subject to )?automatic|without automatic|"
    r"不(?:再|会|得)?自动(?:续|延|顺延|展期)|nicht automatisch|keine automatische|"
    r"sans (?:tacite )?reconduction|ne [^.;]{0,20}pas [^.;]{0,20}(?:tacite|automatique)"
)


def renews(folded: str) -> tuple[bool, int, int] | None:
    """Give whether a folded text says that a contract renews itself, and where; None: nothing."""
    against = _NOT.search(folded)
    if against:
        return False, *against.span()
    found = _AUTOMATIC.search(folded)
    return (True, *found.span()) if found else None
