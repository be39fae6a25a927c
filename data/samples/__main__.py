"""`python -m data.samples`: make the exports that ship, and the blank template, again."""

import argparse
from pathlib import Path

from data.samples import templates, write
from data.settings import ROOT


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m data.samples", description=__doc__)
    parser.add_argument("--exports", type=Path, default=ROOT / "data" / "exports", help="folder of the exports")
    parser.add_argument("--templates", type=Path, default=ROOT / "docs" / "templates", help="folder of the templates")
    given = parser.parse_args()
    written = write(given.exports) + templates(given.templates)
    size = sum(path.stat().st_size for path in written)
    print(f"{len(written)} files, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
