"""Whom a name means among the people of a channel: one of them, or nobody."""

from dataclasses import replace

import pytest

from handlers.people import Person
from handlers.tasks.owners import owner_of

READERS = [
    Person(f"slack:{id_}", name, "employee")
    for id_, name in {
        "U1": "Anna Rossi",
        "U2": "Anna Weiß",
        "U3": "Wei Chen",
        "U4": "王小明",
        "U5": "欧阳婷婷",
        "U6": "José Núñez (he/him)",
        "U7": "arun.mehta",
        "U8": "Max",
        "U9": "Lena Brandt | Sales",
        "U10": "Mary Jane Smith",
        "U11": "Jean-Luc Moreau",
        "U12": "王 芳芳",
        "U13": "Li Na",
        "U14": "Na Li",
        "U15": "Ｔｏｍ Berg",
        "U16": "小明",
        "U17": "",
        "U18": "D'Arcy Quinn",
    }.items()
]


@pytest.mark.parametrize(
    ("name", "user"),
    [
        ("Anna Rossi", "U1"),
        ("anna  rossi", "U1"),
        ("ROSSI", "U1"),
        ("Anna R.", "U1"),
        ("Anna Weiss", "U2"),
        ("Chen Wei", "U3"),
        ("Wei", "U3"),
        ("ＷＥＩ ＣＨＥＮ", "U3"),
        ("王小明", "U4"),
        ("王小明老师", "U4"),
        ("小明", "U16"),  # who goes by that name, before whose given name it is
        ("婷婷", "U5"),
        ("欧阳婷婷", "U5"),
        ("Jose Nunez", "U6"),
        ("Nuñez", "U6"),
        ("Arun Mehta", "U7"),
        ("Arun", "U7"),
        ("Mr. Mehta", "U7"),
        ("max", "U8"),
        ("Lena", "U9"),
        ("Lena Brandt", "U9"),
        ("Lena Brandt | Sales", "U9"),
        ("Mary Smith", "U10"),
        ("Jean Luc", "U11"),
        ("王芳芳", "U12"),
        ("芳芳", "U12"),
        ("Li Na", "U13"),
        ("Tom", "U15"),
        ("D\u2019Arcy", "U18"),
    ],
)
def test_a_name_means_one_of_them(name: str, user: str) -> None:
    assert owner_of(name, READERS) == user


@pytest.mark.parametrize(
    "name",
    ["", " ", "Anna", "Li", "Speaker 1", "Maximilian", "Bob", "王", "A", "the team", "我", "-",
     "Anna Schmidt", "Chen Li", "Anna and Max", "Sales Team", "Sales", "he"],
)  # fmt: skip
def test_rather_nobody_than_a_guess(name: str) -> None:
    assert owner_of(name, READERS) is None


def test_of_two_who_go_by_one_name_it_means_neither() -> None:
    twins = [Person(f"slack:{one}", "Mei Lin", "employee") for one in ("U1", "U2")]
    assert owner_of("Mei Lin", twins) is None
    assert owner_of("Mei", twins) is None
    assert owner_of("Lin Mei", twins) is None
    assert owner_of("Mei Lin", twins[:1]) == "U1"
    assert owner_of("Mei Lin", []) is None


def test_who_is_listed_twice_is_one() -> None:
    one = Person("local:mei", "Mei Lin", "employee")
    assert owner_of("Mei", [one, one]) == "mei"


def test_who_shows_a_nickname_is_found_by_the_whole_name() -> None:
    bee = Person("slack:U1", "bee", "employee", also=("Beatrix Sandoval",))
    other = Person("slack:U2", "Beatrix", "employee")
    assert owner_of("Beatrix Sandoval", [bee, other]) == "U1"
    assert owner_of("bee", [bee, other]) == "U1"
    assert owner_of("Beatrix", [bee, other]) == "U2"  # wholly, as the other shows it
    assert owner_of("Sandoval", [bee, replace(bee, id="slack:U3")]) is None


@pytest.mark.parametrize(
    "name", ["Ana, Ben", "Ana & Ben", "Ana、Ben", "Ana/Ben", "Ana Ben", "Ana Be"]
)
def test_what_only_begins_like_a_name_is_somebody_elses(name: str) -> None:
    assert owner_of(name, [Person("slack:U1", "Ana Benson", "employee")]) is None


def test_a_name_with_the_familys_first_is_one_persons() -> None:
    assert owner_of("Benson, Ana", [Person("slack:U1", "Ana Benson", "employee")]) == "U1"
