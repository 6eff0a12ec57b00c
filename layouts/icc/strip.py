#!/usr/bin/env python3
"""Takes the measurement tags (targ, DevD, CIED) out of an ICC profile.

usage: strip.py IN.icc OUT.icc

They hold the characterization data the profile was built from, 48 KB of text
that no colour engine reads and every press file would carry. All other tags
keep their bytes; tags that shared a block share it still.
"""
import struct
import sys

DROPPED = {b"targ", b"DevD", b"CIED"}
source, target = sys.argv[1:]
profile = open(source, "rb").read()
(count,) = struct.unpack(">I", profile[128:132])
tags = [struct.unpack(">4sII", profile[at : at + 12]) for at in range(132, 132 + 12 * count, 12)]
tags = [tag for tag in tags if tag[0] not in DROPPED]

body, places = b"", {}
start = 132 + 12 * len(tags)
for _, offset, length in tags:
    if (offset, length) not in places:
        body += b"\0" * (-(start + len(body)) % 4)
        places[offset, length] = start + len(body)
        body += profile[offset : offset + length]
body += b"\0" * (-(start + len(body)) % 4)
table = b"".join(struct.pack(">4sII", name, places[offset, length], length) for name, offset, length in tags)
size = struct.pack(">I", start + len(body))
open(target, "wb").write(size + profile[4:128] + struct.pack(">I", len(tags)) + table + body)
