"""The phrases of one language; a new language is one more value of `Texts`."""

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.texts.asking import AskingTexts
from handlers.texts.contracting import ContractTexts
from handlers.texts.fitting import FittingTexts
from handlers.texts.giving import GivingTexts
from handlers.texts.greeting import GreetingTexts
from handlers.texts.helping import HelpTexts
from handlers.texts.huddling import HuddleTexts
from handlers.texts.huddling_aloud import AloudTexts
from handlers.texts.meetings import MeetingTexts
from handlers.texts.minuting import MinutingTexts
from handlers.texts.picking import PickingTexts
from handlers.texts.playing import PlayingTexts
from handlers.texts.remembering import RememberingTexts
from handlers.texts.reviewing import ReviewTexts
from handlers.texts.scanning import ScanningTexts
from handlers.texts.status import StatusTexts
from handlers.texts.tasks import TaskTexts
from handlers.texts.unseen import UnseenTexts
from handlers.texts.withdrawing import WithdrawingTexts
from pipelines.document.exchange import Wording
from pipelines.meeting import wording


@dataclass(frozen=True, slots=True)
class Texts:
    """Every phrase Clerk says; `{names}` are filled in by whoever speaks.

    The mappings go by: `readers` reader, `fields` field name, `kinds` document kind,
    `rejections` rejection reason, `rules` finding rule, `sources` source of evidence.
    `silent_page` is said of a source_conflict where the page says nothing,
    `readers_differ`, `kinds_differ` and `credit_differs` where Clerk and a model differ,
    `inseparable` of multiple_invoices that could not be told apart, `picture` stands on
    evidence pictures, `review` is about decisions, `asking` about models, `remembering` about
    sellers, `contracts` about those, `fitting` about room, `status` about Clerk, `withdrawing`
    about what is taken back, `scanning` about viruses, `picking` about what is picked,
    `playing` about the player, `giving` about files that are offered, `unseen` about those
    that Clerk is not let see, `greeting` where Clerk is new, `meetings` about recordings,
    `tasks` about what comes out of them, `huddles` about voice rooms, `aloud` is said in them,
    `minutes` stands in reports of them, `minuting` on cards about minutes.
    `pages` is said of none, one and many, `flagged` and `warned` of one and many. `helping`
    is what Clerk says of itself.
    """

    reading: str
    reading_page: str
    footer: str
    readers: Mapping[str, str]
    pages: tuple[str, str, str]
    passed: str
    flagged: tuple[str, str]
    warned: tuple[str, str]
    line_columns: tuple[str, str, str, str]
    more_lines: str
    json_title: str
    picture_alt: str
    page: str
    nothing: str
    credit_note: str
    tax_at: str
    tax_on: str
    seen_before: str
    not_an_invoice: str
    a_contract: str
    rejected: str
    gone: Mapping[str, str]
    failed: str
    cancelled_title: str
    cancelled: str
    helping: HelpTexts
    unknown_command: str
    fields: Mapping[str, str]
    kinds: Mapping[str, str]
    rejections: Mapping[str, str]
    rules: Mapping[str, str]
    sources: Mapping[str, str]
    silent_page: str
    inseparable: str
    readers_differ: str
    kinds_differ: str
    another_kind: str
    credit_differs: str
    picture: Wording
    review: ReviewTexts
    asking: AskingTexts
    remembering: RememberingTexts
    contracts: ContractTexts
    fitting: FittingTexts
    status: StatusTexts
    minutes: wording.Wording
    minuting: MinutingTexts
    withdrawing: WithdrawingTexts
    scanning: ScanningTexts
    picking: PickingTexts
    playing: PlayingTexts
    giving: GivingTexts
    unseen: UnseenTexts
    greeting: GreetingTexts
    meetings: MeetingTexts
    tasks: TaskTexts
    huddles: HuddleTexts
    aloud: AloudTexts
