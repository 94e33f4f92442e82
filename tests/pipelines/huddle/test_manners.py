"""In a group the assistant knows when it is spoken to."""

import pytest

from pipelines.huddle.manners import is_named


@pytest.mark.parametrize(
    "said",
    [
        "Clerk, what did we decide about the boiler?",
        "Hey Clerk what did we decide",
        "Clark, how much did we spend on paper?",
        "clerk how much did we spend on paper",
        "OK so, um, Clarke, can you look that up?",
        "What is still waiting for review, Clerk?",
        "Could you look that up, clerk",
        "We have no idea. Clerk, when is it due?",
        "Thanks, Clerk.",
        "Well, Klerk please tell us the total",
        "克拉克，我们上个月花了多少钱？",
        "你好克拉克我们决定了什么",
        "嘿，克拉克，帮我看一下",
        "那我们问一下吧，克拉克。",
        "Clerk，上周的会议决定了什么？",
        "请问克拉克这张发票是多少钱",
        "Clerk is it due already",
        "Clerk did we decide on the boiler?",
        "Clerk does anybody know what it costs?",
        "Clerk, and the boiler?",
        "Over to you, Clerk.",
        "Clerk说一下上个月的预算",
        "克拉克说说看",
        "麻烦克拉克查一下",
        "那个克拉克帮忙看一下",
        "Ｃｌｅｒｋ，查一下",
        "各位，请克拉克来回答",
    ],
)
def test_it_is_spoken_to(said: str) -> None:
    assert is_named(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "What did we decide about the boiler?",
        "I asked the clerk at the town hall.",
        "The clerk, by the way, was very friendly.",
        "She works as a clerk.",
        "Our clerk is on holiday.",
        "Clark Kent wears glasses.",
        "Clerk's answer was wrong, I think.",
        "I believe Clerk said ten thousand.",
        "He is clerking for a judge.",
        "The clerks are on strike.",
        "我跟克拉克说过了",
        "克拉克的回答不对",
        "I asked Clerk.",
        "Can you ask Clerk?",
        "Hello, I'm Clark.",
        "Mr. Clark, hello",
        "Clerk is the best there is.",
        "Clerk did it again.",
        "大家好，我是克拉克",
        "我觉得可以问克拉克",
        "这个我已经问一下克拉克。",
        "克拉克说过了",
        "我们上个月花了多少钱？",
    ],
)
def test_it_is_not_spoken_to(said: str) -> None:
    assert not is_named(said)


def test_it_has_other_names_too() -> None:
    assert is_named("Hey Buchhalter, what is due?", ("Buchhalter",))
    assert is_named("小秘，帮我查一下", ("小秘",))
    assert not is_named("Hey Buchhalter, what is due?", ("",))
