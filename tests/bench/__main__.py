"""Run every benchmark and print its table: python -m tests.bench."""

import asyncio

from tests.bench import documents


def main() -> None:
    """Measure one after the other, so that no benchmark disturbs another."""
    print(asyncio.run(documents.run()))


if __name__ == "__main__":
    main()
