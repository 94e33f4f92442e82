"""What Clerk says of recordings of meetings, in one language: part of its `Texts`."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MeetingTexts:
    """Phrases of cards, forms and files; `{names}` are filled in by whoever speaks.

    `engines` go by transcriber, `places` by where that works, `stages` by what a run does,
    `waits` by what it waits for, `refusals` by why a press comes to nothing, `policies` by policy,
    `rejections` by why a file was turned away, where more is to be said than of documents. `days`
    and `minutes` are said of none, one and many.
    """

    recording: str
    transcript: str
    transcribes: str
    transcribing: str
    reads: str
    reads_first: str
    reads_only: str
    reading: str
    nobody: str
    engines: Mapping[str, str]
    engine: str
    places: Mapping[str, str]
    otherwise: str
    untouched: str
    kept: str
    days: tuple[str, str, str]
    start: str
    not_now: str
    stop: str
    again: str
    delete: str
    rename: str
    declined: str
    working: str
    stages: Mapping[str, str]
    progress: str
    started_by: str
    started_alone: str
    waits: Mapping[str, str]
    stopped: str
    stopped_by: str
    stopped_kept: str
    failed: str
    failed_somehow: str
    failed_again: str
    earlier: str
    fault: str
    gone: Mapping[str, str]
    rejections: Mapping[str, str]
    lost: str
    lost_all: str
    unwritten: str
    minutes: tuple[str, str, str]
    resting: str
    undecoded: str
    by_ai: str
    from_file: str
    from_track: str
    wordless: str
    no_ai: str
    facts: str
    generated: str
    lacking: str
    length: str
    participants: str
    slides: str
    shown_again: tuple[str, str]
    participant_columns: tuple[str, str, str]
    more_participants: tuple[str, str]
    chapter_columns: tuple[str, str, str]
    slide: str
    no_slide: str
    more_chapters: tuple[str, str]
    quote: str
    commitments: str
    more_commitments: tuple[str, str]
    all_of_it: str
    all_of_report: str
    report_alt: str
    transcript_alt: str
    slides_alt: str
    late: str
    late_recording: str
    off: str
    refused: str
    refusals: Mapping[str, str]
    policy: str
    policies: Mapping[str, str]
    policy_default: str
    policy_set: str
    policy_admins: str
    policy_how: str
    delete_title: str
    delete_ask: str
    deleting: str
    rename_title: str
    rename_hint: str
    rename_pick: str
    rename_unread: str
    renamed_meanwhile: str
    too_long_name: str
