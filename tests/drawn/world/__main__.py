"""Draw documents of many countries: python -m tests.drawn.world OUT [--seed N] [--count M]."""

import argparse
from pathlib import Path

from tests.drawn.world.collection import draw


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.drawn.world", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=120)
    parser.add_argument("--pool", choices=("tune", "hold"), default="tune")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    made = draw(options.seed, options.count, options.pool)
    for one in made:
        one.write(options.folder)
    print(f"{len(made)} documents in {options.folder}")


if __name__ == "__main__":
    main()
