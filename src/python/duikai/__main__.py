"""The program by its name: `duikai`, `python -m duikai`."""

import os
import sys

from . import program


def main() -> None:
    """Becomes the program."""
    path = program()
    os.execv(path, [path, *sys.argv[1:]])


if __name__ == "__main__":
    main()
