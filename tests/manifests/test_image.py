"""The image: what enters it, who runs in it, and how it says that it works."""

import re
import shlex

from tests.conftest import ROOT
from tests.manifests.dockerfile import sent, stages
from tests.manifests.stack import stack

STAGES = stages()
IMAGE = STAGES[-1]
SOURCES = {"bot", "handlers", "pipelines"}


def copied(said: str) -> tuple[str | None, list[str], str]:
    """Give the stage, the sources and the target of a COPY."""
    words = shlex.split(said)
    stage = words.pop(0).removeprefix("--from=") if words[0].startswith("--from=") else None
    return stage, words[:-1], words[-1]


def test_every_stage_begins_with_an_image_of_a_version() -> None:
    for stage in STAGES:
        assert re.fullmatch(r"python:3\.\d+\.\d+-slim-[a-z]+", stage.image)
    assert len({stage.image for stage in STAGES}) == 1, "packages are for the Python that runs them"
    supported = (ROOT / ".github" / "workflows" / "ci.yaml").read_text()
    assert f'"{".".join(STAGES[0].image.split(":")[1].split(".")[:2])}"' in supported


def test_what_is_copied_is_there_and_is_sent_to_the_build() -> None:
    named = {stage.name for stage in STAGES[:-1]}
    entered = set()
    for stage in STAGES:
        for said in stage.all("COPY"):
            source, paths, _ = copied(said)
            assert source is None or source in named
            if source is None:
                assert [path for path in paths if not (ROOT / path).exists()] == []
                assert [path for path in paths if not sent(path)] == []
                entered |= set(paths)
    assert entered == SOURCES | {"LICENSE", "NOTICE", "requirements.lock"}


def test_nothing_else_is_sent() -> None:
    entering = {path.name for path in ROOT.iterdir() if sent(path.name)}
    assert entering == SOURCES | {"LICENSE", "NOTICE", "requirements.lock"}
    others = {".env", "data/app.db", ".git/config", ".venv/bin/python", "bot/__pycache__/app.pyc",
              "manifests/secrets/clerk/BOT_QWEN_KEY"}  # fmt: skip
    assert {path for path in others if sent(path)} == set()
    modules = [path for source in SOURCES for path in (ROOT / source).rglob("*.py")]
    assert all(sent(path.relative_to(ROOT).as_posix()) for path in modules)
    assert sent("bot/local/page/index.html")


def test_packages_are_the_locked_ones_and_nothing_of_them_runs_while_they_are_installed() -> None:
    (install,) = [said for stage in STAGES for said in stage.all("RUN") if "-m pip " in said]
    assert install in STAGES[0].all("RUN")
    for part in ("--require-hashes", "--only-binary :all:", "-r /build/requirements.lock"):
        assert part in install


def test_it_does_not_run_as_root_and_the_data_folder_is_its_own() -> None:
    (user,) = IMAGE.all("USER")
    number, _, group = user.partition(":")
    assert int(number) > 0
    assert int(group) > 0
    later = IMAGE.steps[[step.kind for step in IMAGE.steps].index("USER") + 1 :]
    assert {step.kind for step in later}.isdisjoint({"RUN", "COPY", "ADD"})
    made = " ".join(IMAGE.all("RUN"))
    assert f"--uid {number}" in made
    assert f"--gid {group}" in made
    assert re.search(r"install --directory --owner clerk --group clerk --mode 0700 /data", made)
    assert IMAGE.all("VOLUME") == ["/data"]
    assert stack().services["clerk"].user == user


def test_no_key_is_written_into_it() -> None:
    words = re.compile(r"KEY|TOKEN|PASSWORD|SECRET", re.IGNORECASE)
    for stage in STAGES:
        assert not [said for kind in ("ENV", "ARG", "LABEL") for said in stage.all(kind)
                    if words.search(said)]  # fmt: skip
        assert not stage.all("ADD"), "it fetches and unpacks; COPY does neither"


def test_it_is_asked_in_the_same_way_with_and_without_compose() -> None:
    (asked,) = IMAGE.all("HEALTHCHECK")
    command = asked.partition(" CMD ")[2].replace('"', "")
    workspace, platforms = command.split(" || ")
    assert workspace == "python -m bot.local.health ${BOT_LOCAL_PORT:-8080}"
    assert platforms == "python -m bot.web.alive ${BOT_WEB_HOST:-127.0.0.1} ${BOT_WEB_PORT:-8090}"
    health = stack().services["clerk"].healthcheck
    assert health.test == ["CMD-SHELL", command]
    for option in (health.interval, health.timeout, health.start_period):
        assert option in asked


def test_it_starts_clerk_itself_so_that_signals_reach_it() -> None:
    assert IMAGE.all("ENTRYPOINT") == ['["python", "-m", "bot"]'], "no shell in between"
    assert IMAGE.all("STOPSIGNAL") == ["SIGTERM"]
    assert not IMAGE.all("CMD")


def test_its_one_typeface_is_the_first_that_pictures_look_for() -> None:
    faces = [path for said in IMAGE.all("COPY") for path in copied(said)[1] if "/fonts/" in path]
    assert [path.rpartition("/")[2] for path in faces] == ["NotoSansCJK-Regular.ttc"]
    looked_for = (ROOT / "pipelines" / "document" / "fonts.py").read_text()
    assert faces[0].startswith("/usr/share/fonts/")
    assert re.search(r'_HAN = \(\s+\("NotoSansCJK-Regular.ttc"', looked_for)
