"""The door of `python -m data`; what stands behind it is said in data.commands.main."""

import sys

from data.commands.main import main

if __name__ == "__main__":
    sys.exit(main())
