"""What is said to whoever writes the minutes, and not to the people in the room.

"Please put that in the minutes" is said among people. What carries the words that are to be
written ("record that ...", 请在会议纪要中写明……) is an order, unless somebody else agrees at once.
Whoever speaks to a machine gives an order, whoever agrees.
"""

import re
from collections.abc import Iterator, Sequence

from pipelines.meeting.verifying.replies import assents
from pipelines.orders import CHINESE, ENGLISH

_WRITE = (
    r"(?:note|record|write|state|include|add|mark|report|list|put|say|mention|enter|log|output)"
)
_NOTES = r"(?:minutes|summary|summaries|report|notes|record|decisions|action items|protocol|recap)"
_MACHINE = (
    r"(?:ai|a\.i\.|llm|chatgpt|gpt|claude|gemini|copilot|clerk|chatbot|language model"
    r"|summari[sz]er)"
    r"(?: (?:assistant|model|bot|agent|system|note ?taker|writer|tool))?"
    r"|(?:meeting|virtual|digital) (?:assistant|bot)|note ?taker bot|notetaker"
)
# Letters of other scripts that look like those of ours.
_LOOKALIKES = str.maketrans("аеорсухіјѕһԁɡАВЕКМНОРСТХІЈЅαοιν", "aeopcyxijshdgABEKMHOPCTXIJSaoiv")
_SPOKEN_TO = (
    *(rf"(?<![a-z0-9]){one}" for one in ENGLISH),
    *CHINESE,
    (
        rf"\b(?:{_MACHINE})[,:;.!]? (?:please |you (?:must|should|will|have to) |always |do not )*"
        rf"(?:{_WRITE}|ignore|make sure|remember|pretend|summari[sz]e|do not|don'?t|never)\b"
    ),
    (
        r"\b(?:note|message|memo|instructions?|attention|dear|to) (?:to |for )?"
        rf"(?:the |all |any |my |our )?(?:{_MACHINE})\b[^.]{{0,20}}"
        rf"(?:{_WRITE}|ignore|follow|must|should)\b"
    ),
    (
        r"\b(?:whoever|whatever|anyone who|any (?:model|machine|system) (?:that|which)) "
        r"(?:is )?(?:writ|summari[sz]|read|tak|process|generat)\w* (?:up )?(?:the|this|these) "
        r"(?:\w+ )?(?:minutes|transcript|summary|notes|recording|meeting)"
    ),
    (
        r"(?:^|[.!?] )(?:dear |hey |hello |hi |ok(?:ay)? )?(?:assistant|summari[sz]er|note ?taker"
        rf"|transcriber)[,:] (?:please )?(?:\w+ly )?(?:{_WRITE}|ignore|make|remember|the )"
    ),
    r"^dear (?:assistant|summari[sz]er|note ?taker)\b",
    (
        r"\b(?:as|for|to) (?:the|an|any|every|all) (?:(?:ai|language|llm) )?"
        r"(?:assistants?|models?|ai|llms?|bots?) (?:that |which |who )?(?:is |are )?"
        r"(?:writ|summari[sz]|read|process|generat)\w*"
    ),
    r"(?:纪要|总结|摘要|字幕)(?:生成器|撰写者|工具|程序)[,，:：]",
    r"\bif you (?:are|'re) (?:an? |the )?(?:ai|language model|llm|machine|bot|model)\b",
    r"(?:\[/?inst\]|</?system>|<\|im_start\|>|###? ?(?:system|instructions?)\b)",
    r"\bnew instructions? ?:",
    (
        r"(?:ai|人工智能|智能|会议|纪要|语音)(?:助手|助理|模型|机器人)[,，:：]?\s*"
        r"(?:请|你|注意|务必|把|将|记|写|必须|应该)"
    ),
    r"(?:大模型|语言模型|机器人|chatgpt|\bai)[,，:：]\s*(?:请|你|注意|务必|把|将|记|写|必须)",
    r"(?:写|做|生成|整理)(?:会议)?(?:纪要|总结|摘要)的?(?:ai|模型|机器|助手)",
    r"(?:忽略|无视|忽視|無視)[^。,，]{0,6}(?:指令|指示|提示词|提示詞)",
    r"(?:系统|系統|管理员)(?:提示|消息|指令|通知)[:：]",
    (
        r"\b(?:ignorier\w*|vergiss|missachte\w*) (?:(?:bitte|alle|die|deine|eure|diese) )*"
        r"(?:vorherigen|bisherigen|obigen|vorigen|früheren)? ?(?:anweisung|instruktion|regel)"
    ),
    r"\b(?:an|für) (?:die|den|das) (?:ki|ai|assistent\w*|sprachmodell)\b ?[-:,]",
    r"\b(?:ki|ai)-?(?:assistent\w*|modell|bot)?[,:] (?:bitte )?(?:schreib|notier|vermerk|ignorier)",
    r"\b(?:ignore[zr]?|ignora[rd]?|oubliez?|olvida[rd]?) [^.,]{0,25}(?:instructions|instrucciones)",
)
_TO_MACHINES = re.compile("|".join(_SPOKEN_TO), re.IGNORECASE)
_TO_WRITERS = re.compile(
    rf"\b{_WRITE}(?: it| this)?(?: down)? (?:in|into|on|under|to) (?:the|your) (?:\w+ )?{_NOTES}"
    r"(?: that\b| as\b|,? ?:)"
    rf"|\b(?:in|for) (?:the|your) {_NOTES},? (?:please )?{_WRITE}\b(?: that\b|:)"
    rf"|\blet (?:the|your) {_NOTES} (?:show|state|reflect|say) that\b"
    rf"|\b(?:the|your) {_NOTES} (?:must|should|shall|ha(?:s|ve) to|needs? to) "
    r"(?:say|state|show|include|record|mention|read|list)\b"
    r"|(?:^|[.!?,;]\s*(?:and )?|\bplease )"
    r"(?:record|write(?: down)?|note down|minute|put down) that\b"
    r"|\bwhen you (?:write|summari[sz]e)\b[^.]{0,40}\b(?:say|write|state|include|list|mark)\b"
    r"|(?:在|往)(?:本次|这次)?(?:会议)?(?:纪要|总结|摘要|会议记录|报告|决议)(?:中|里|上"
    r"|里面)?[^。，,]{0,4}"
    r"(?:写|注明|记录|记|加|列|标明|说明)"
    r"|(?:把|将)(?!这|它|此|上面|刚才)[^。，,]{2,40}(?:写|记|列|加|录)(?:进|入|到|为"
    r"|成)[^。，,]{0,6}"
    r"(?:纪要|总结|摘要|会议记录|决议|待办)"
    r"|(?:会议)?(?:纪要|总结|摘要)(?:中|里)?(?:必须|应该|应当|务必|要)(?:写|注明|包含|包括|记录"
    r"|说明)",
    re.IGNORECASE,
)
_A_HUM = 1  # letters, which are no answer
_REACH = 2_000  # letters of a turn that are looked at, at a time
Stretch = tuple[int, int]


def ordered(texts: Sequence[str], speakers: Sequence[str]) -> Iterator[tuple[int, Stretch]]:
    """Give what speaks to machines, or to whoever writes, of each turn.

    A turn is given by its number; a stretch says from where to where in its text.
    """
    for at, written in enumerate(texts):
        text = written.translate(_LOOKALIKES)
        found = [(match.span(), True) for match in _all(_TO_MACHINES, text)]
        found += [(match.span(), False) for match in _all(_TO_WRITERS, text)]
        for span, is_sure in found:
            if is_sure or not _is_agreed(at, texts, speakers):
                yield at, span


def _all(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    for start in range(0, len(text), _REACH):
        yield from pattern.finditer(text, max(0, start - 200), start + _REACH)


def _is_agreed(at: int, texts: Sequence[str], speakers: Sequence[str]) -> bool:
    """Whether who answers first says yes to it, within two turns."""
    following = range(at + 1, min(at + 3, len(texts)))
    others = (one for one in following if speakers[one] != speakers[at] or not speakers[one])
    answer = next((one for one in others if len(texts[one]) > _A_HUM), None)
    return answer is not None and assents(texts[answer])
