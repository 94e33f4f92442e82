"""What Clerk says about contracts, in one language: part of that language's `Texts`."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContractTexts:
    """Phrases of a contract's card and of its reminders; `{names}` are filled in by whoever speaks.

    `passed`, `flagged` and `warned` say what the checks made of it. `party` numbers one of several.
    `units` by unit of a period. `due` and `was_due` tell of a deadline that is to come and of one
    that has passed, `reminder` and `late_reminder` the same in a reminder, each by its sort.
    `goes_on` and `may_go_on` are said of a contract that renews itself, where notice is late:
    before its end, and after. `no_currency` is said of an amount.
    Pairs are said of one and of many.
    """

    passed: str
    flagged: tuple[str, str]
    warned: tuple[str, str]
    party: str
    in_role: str
    no_currency: str
    more_parties: tuple[str, str]
    renews: str
    renews_for: str
    not_renewed: str
    units: Mapping[str, tuple[str, str]]
    in_words: str
    due: Mapping[str, str]
    was_due: Mapping[str, str]
    goes_on: str
    may_go_on: str
    reckoned_end: str
    will_remind: str
    reminder: Mapping[str, str]
    late_reminder: Mapping[str, str]
    unnamed: str
    digest: tuple[str, str]


ENGLISH_CONTRACTS = ContractTexts(
    passed="No check found a contradiction.",
    flagged=(
        "1 check failed: hold this against the contract itself.",
        "{count} checks failed: hold this against the contract itself.",
    ),
    warned=(
        "1 warning: hold this against the contract itself.",
        "{count} warnings: hold this against the contract itself.",
    ),
    party="Party {number}",
    in_role="{party} ({role})",
    no_currency="{amount} (currency not clear)",
    more_parties=(
        "… and 1 more party; all of them are in the JSON.",
        "… and {count} more parties; all of them are in the JSON.",
    ),
    renews="Renews itself",
    renews_for="Renews itself for {period}",
    not_renewed="Does not renew itself",
    in_words="{name}: “{words}”",
    units={
        "day": ("{count} day", "{count} days"),
        "business day": ("{count} business day", "{count} business days"),
        "week": ("{count} week", "{count} weeks"),
        "month": ("{count} month", "{count} months"),
        "year": ("{count} year", "{count} years"),
    },
    due={
        "notice": "Notice to end it must be given by {day}.",
        "expiry": "Its term ends on {day}.",
    },
    was_due={
        "notice": "Notice to end it had to be given by {day}: that day has passed.",
        "expiry": "Its term ended on {day}.",
    },
    goes_on="{line} Unless it was given, the contract renews itself after {end}.",
    may_go_on="{line} It may have renewed itself since.",
    reckoned_end="It does not state its last day: reckoned from its effective date and its term, "
    "that is {day}.",
    will_remind="{line} You will be reminded here on {day}.",
    reminder={
        "notice": "Notice to end this contract must be given by {day}",
        "expiry": "The term of this contract ends on {day}",
    },
    late_reminder={
        "notice": "Notice to end this contract had to be given by {day}",
        "expiry": "The term of this contract ended on {day}",
    },
    unnamed="Contract",
    digest=(
        "1 contract needs notice, or ends, by {day}: {documents}.",
        "{count} contracts need notice, or end, by {day}: {documents}.",
    ),
)

CHINESE_CONTRACTS = ContractTexts(
    passed="校验未发现矛盾。",
    flagged=("1 项校验未通过：请与合同原文核对。", "{count} 项校验未通过：请与合同原文核对。"),
    warned=("1 条提醒：请与合同原文核对。", "{count} 条提醒：请与合同原文核对。"),
    party="当事方 {number}",
    in_role="{party}（{role}）",
    no_currency="{amount}（币种不明）",
    more_parties=(
        "……另有 1 个当事方，全部内容见 JSON。",
        "……另有 {count} 个当事方，全部内容见 JSON。",
    ),
    renews="自动续期",
    renews_for="自动续期 {period}",
    not_renewed="不自动续期",
    in_words="{name}：“{words}”",
    units={
        "day": ("{count} 天", "{count} 天"),
        "business day": ("{count} 个工作日", "{count} 个工作日"),
        "week": ("{count} 周", "{count} 周"),
        "month": ("{count} 个月", "{count} 个月"),
        "year": ("{count} 年", "{count} 年"),
    },
    due={
        "notice": "如欲终止或不再续期，最迟须于 {day} 发出通知。",
        "expiry": "合同于 {day} 到期。",
    },
    was_due={
        "notice": "终止或不续期的通知最迟须于 {day} 发出：该日已过。",
        "expiry": "合同已于 {day} 到期。",
    },
    goes_on="{line}如未发出通知，合同将在 {end} 后自动续期。",
    may_go_on="{line}此后可能已自动续期。",
    reckoned_end="合同未写明到期日：按生效日期与期限推算为 {day}。",
    will_remind="{line}我将于 {day} 在此提醒。",
    reminder={
        "notice": "如欲终止或不再续期该合同，最迟须于 {day} 发出通知",
        "expiry": "该合同将于 {day} 到期",
    },
    late_reminder={
        "notice": "该合同终止或不续期的通知期限为 {day}，已过",
        "expiry": "该合同已于 {day} 到期",
    },
    unnamed="合同",
    digest=(
        "1 份合同的通知期限或到期日不晚于 {day}：{documents}。",
        "{count} 份合同的通知期限或到期日不晚于 {day}：{documents}。",
    ),
)
