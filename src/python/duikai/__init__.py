"""duikai 对开 sets newspaper pages. This package calls the program."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

__all__ = ["Failed", "program", "status"]


class Failed(RuntimeError):
    """The program could not do what it was asked: its exit code and words."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(f"duikai ended with {code}: {words.strip()[-2000:]}")
        self.code = code
        self.words = words


def program() -> str:
    """Where the program is: in this package, as DUIKAI says, or on the PATH."""
    own = Path(__file__).parent / "bin" / "duikai"
    for found in (str(own) if own.is_file() else None, os.environ.get("DUIKAI"), shutil.which("duikai")):
        if found:
            return found
    raise FileNotFoundError("the program duikai is not on the PATH; DUIKAI may name it")


def call(arguments: list[str], fine: tuple[int, ...] = (0,)) -> Any:
    """What a command tells as JSON. Raises Failed unless it ends with one of
    the codes in `fine`."""
    run = subprocess.run(
        [program(), *arguments, "--format", "json"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if run.returncode not in fine:
        raise Failed(run.returncode, run.stderr.decode(errors="replace"))
    return json.loads(run.stdout) if run.stdout.strip() else None


def status(plan: str | os.PathLike[str], archive: str | os.PathLike[str]) -> dict[str, Any]:
    """How far an archive is, by its receipts."""
    # 1: it goes on. 3: what is not done has failed.
    return call(["archive", "status", os.fspath(plan), "-o", os.fspath(archive)], fine=(0, 1, 3))
