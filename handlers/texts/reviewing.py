"""What Clerk says about decisions, in one language: part of that language's `Texts`."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReviewTexts:
    """Phrases of cards, buttons, forms and refusals; `{names}` are filled in by whoever speaks.

    `states` go by state, `acts` by verdict and are said of `{who}` and `{at}`; `refusals` by
    `handlers.reviews.Refusal`, `refusals_to_oneself` are said to who did themselves what stands in
    the way; `mistakes` by what is wrong with an input, `views` by view of the
    backlog. `changed`, `written_in` and `taken_out` tell of a value what it is `{now}` and what it
    `{was}` read as. Pairs are said of one and of many.
    """

    buttons: Mapping[str, str]
    states: Mapping[str, str]
    acts: Mapping[str, str]
    reason_given: str
    second_needed: str
    revision: str
    waiting: str
    all_passed: str
    warned: tuple[str, str]
    where: str
    where_columns: tuple[str, str, str]
    on_page: str
    by_person: str
    difference: str
    earlier_acts: tuple[str, str]
    dropped: str
    changed: str
    written_in: str
    taken_out: str
    cell: str
    line_added: str
    line_taken_out: str
    lines_moved: str
    more_changes: tuple[str, str]
    unnamed: Mapping[str, str]
    seen_unnamed: str
    refusals: Mapping[str, str]
    refusals_to_oneself: Mapping[str, str]
    refused_title: str
    unchanged: str
    reject_title: str
    approve_title: str
    flag_title: str
    edit_title: str
    reason: str
    reason_hint: str
    override: tuple[str, str]
    submit: Mapping[str, str]
    mistakes: Mapping[str, str]
    yes_or_no: tuple[str, str]
    backlog_title: tuple[str, str, str]
    backlog_oldest: str
    backlog_page: str
    nothing_here: str
    of_seller: str
    views: Mapping[str, str]
    no_vendor: str
    entry: str
    checks_failed: tuple[str, str]
    failed_fields: str
    flagged_by_person: str
    edited_by_person: str
    ages: Mapping[str, tuple[str, str]]
    half_approved: str
    reminder: str
    digest_title: str
    digest_decided: str
    digest_audit: str
    retry: str
    retrying: str
    retried: str
    not_failed: str
    unknown_press: str
