"""Draw the collection into a folder: python -m tests.drawn OUT_DIR [--seed N]."""

import argparse
from pathlib import Path

from tests.drawn.collection import draw


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.drawn", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    collection = draw(options.seed)
    for document in collection.documents:
        document.write(options.folder)
    for name, package in collection.absent.items():
        print(f"not drawn: {name} needs {package}")
    print(f"{len(collection.documents)} documents in {options.folder}")


if __name__ == "__main__":
    main()
