"""Validates the PAGE-XML of an export against the schema that ocrd_validators brings, and its IIIF manifest
against the JSON schema in the folder named second."""

import importlib.util
import json
import sys
from pathlib import Path

import jsonschema
from lxml import etree


def faults(folder, schemas):
    # The package itself wants a server's worth of others; its schema does not.
    package = Path(importlib.util.find_spec("ocrd_validators").origin).parent
    page = etree.XMLSchema(etree.parse(package / "page.xsd"))
    pages = sorted(folder.glob("*.page.xml"))
    for path in pages:
        if not page.validate(etree.parse(path)):
            yield from (f"{path.name}: {error}" for error in page.error_log)
    schema = json.loads((schemas / "iiif3.json").read_text("utf-8"))
    iiif = jsonschema.validators.validator_for(schema)(schema)
    manifests = sorted(folder.glob("*-iiif.json"))
    for path in manifests:
        manifest = json.loads(path.read_text("utf-8"))
        yield from (f"{path.name}: {error.message[:200]}" for error in iiif.iter_errors(manifest))
    if not pages or not manifests:
        yield "nothing to validate"


if __name__ == "__main__":
    found = list(faults(Path(sys.argv[1]), Path(sys.argv[2])))
    print("\n".join(f"{sys.argv[1]}: {fault}" for fault in found[:20]), end="\n" if found else "")
    sys.exit(1 if found else 0)
