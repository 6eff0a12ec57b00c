"""Imports the METS and ALTO of an export with impresso_text_preparation, and holds every article that it
gives back to the plain text of the same export.

The importer's packages for clusters and object stores play no part in that and are stood in for.
"""

import enum
import importlib.abc
import importlib.machinery
import json
import re
import shutil
import sys
import tempfile
import types
from collections import defaultdict, namedtuple
from datetime import date
from pathlib import Path
from unittest.mock import MagicMock

ABSENT = {
    "boto3", "botocore", "cv2", "dask", "distributed", "docopt", "dotenv", "git", "importlib_resources",
    "jsonlines", "nltk", "pandas", "pyarrow", "pysbd", "pytest", "python_jsonschema_objects", "s3fs", "smart_open",
}


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ABSENT:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec):
        module = MagicMock(name=spec.name)
        module.__path__, module.__spec__, module.__name__ = [], spec, spec.name
        return module

    def exec_module(self, module):
        pass


sys.meta_path.insert(0, Finder())
strenum = types.ModuleType("strenum")
strenum.StrEnum = enum.StrEnum
sys.modules["strenum"] = strenum

from text_preparation.importers.rero.classes import ReroNewspaperIssue  # noqa: E402

IssueDir = namedtuple("IssueDirectory", ["provider", "alias", "date", "edition", "path"])


def plain(text):
    return "".join(text.split())


def stories(folder):
    """Text and the words under pictures of every article, by title, which several may share."""
    found = defaultdict(list)
    for path in folder.glob("*.story.json"):
        story = json.loads(path.read_text("utf-8"))
        text = path.with_name(path.name.replace(".story.json", ".txt"))
        words = [plain(p.get(part, "")) for p in story["pictures"] for part in ("cutline", "credit")]
        found[story["title"]].append((plain(text.read_text("utf-8")) if text.exists() else "", [w for w in words if w]))
    return found


def without(text, words):
    """The text without the words under its pictures, which stand with the page they are on."""
    for word in words:
        text = text.replace(word, "", 1)
    return text


def main(folder):
    folder = Path(folder)
    (mets,) = folder.glob("*-mets.xml")
    work = Path(tempfile.mkdtemp())
    (work / "ALTO").mkdir()
    shutil.copy(mets, work)
    # The importer wants the texts numbered, in a folder of their own.
    for nth, name in enumerate(re.findall(r'xlink:href="([^"]+\.alto\.xml)"', mets.read_text("utf-8")), 1):
        shutil.copy(folder / name, work / "ALTO" / f"{nth}.xml")
    issue = ReroNewspaperIssue(IssueDir("X", "paper", date(2021, 12, 31), "a", str(work)))
    texts = {}
    for page in sorted(issue.pages, key=lambda page: page.number):
        page.add_issue(issue)
        page.parse()
        for region in page.page_data["r"]:
            for line in (line for par in region["p"] for line in par["l"]):
                for token in line["t"]:
                    word = token["tx"][:-1] if token.get("hy") else token["tx"]
                    texts[region.get("pOf")] = texts.get(region.get("pOf"), "") + word
    wanted, fine = stories(folder), 0
    for item in issue.issue_data["i"]:
        got = plain(texts.get(item["m"]["id"], ""))
        same = any(
            sorted(got) == sorted(text) and without(got, words) == without(text, words)
            for text, words in wanted[item["m"]["t"]]
        )
        fine += same
        if not same:
            print(f"{item['m']['t']}: not the article that was exported")
    count = len(issue.issue_data["i"])
    print(f"{folder}: {fine} of {count} articles whole and in order")
    return fine == count > 0


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1]) else 1)
