"""Run every benchmark and print its tables: python -m tests.bench."""

import asyncio

from tests.bench import (
    documents,
    models,
    recognising,
    recordings,
    running,
    slack,
    slides,
    sound,
    voice,
)


def main() -> None:
    """Measure one after the other, so that no benchmark disturbs another."""
    for one in (documents, models):
        print(asyncio.run(one.run()), end="\n\n")
    for several in (recognising, running, slack, slides, sound, recordings, voice):
        for table in asyncio.run(several.run()):
            print(table, end="\n\n")


if __name__ == "__main__":
    main()
