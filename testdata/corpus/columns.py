#!/usr/bin/env python3
"""What vectors/decoder.py reads of a capture, of all users, as `cnwire read -T fields` writes it.

    columns.py FILE.pcap [FIELD ...]      all fields of the table, or only the named ones

Every byte is read by decoder.py, which has offsets and lengths by hand; captures and texts by decode.py. Of the tables of
spec/ this has the names of fields only, and how a number of each is written. The last column, data, is none of cnwire's:
the bytes of a message that no field claims, in their order, as `-T jsonl` has them under that key.
"""
import csv
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path += [HERE, os.path.join(HERE, "vectors")]
import decode  # noqa: E402
import decoder  # noqa: E402

DIGITS = {"x8": 2, "x16": 4, "x32": 8, "x64": 16}


def table():
    """By struct and field: the name of the field, and its type."""
    with open(os.path.join(HERE, "..", "..", "spec", "fields.csv"), encoding="utf-8") as f:
        return {(row["struct"], row["field"]): (row["filter"], row["type"]) for row in csv.DictReader(f) if row["filter"]}


TABLE = table()
TABLE.update({("cn_msg", "id." + field): TABLE["cb_id", field] for field in ("idx", "val")})
COLUMNS = list(dict.fromkeys(name for name, _ in TABLE.values()))


def meant(path, known={}):
    """The field that one of decoder.py's names stands for, and its type; None for bytes that no field claims."""
    path = re.sub(r"\[\d+\]", "", path)
    if path not in known:
        parts = ["nlmsghdr" if part == "nlmsg" else part for part in path.split(".")]
        tries = [(".".join(parts[i:j]), ".".join(parts[j:])) for j in range(1, len(parts)) for i in range(j)]
        known[path] = next((TABLE[t] for t in tries if t in TABLE), None)
    return known[path]


def written(value, kind):
    if kind in DIGITS:
        return "0x%0*x" % (DIGITS[kind], value)
    if kind == "text":
        return decode.text(bytes.fromhex(value))
    if kind in ("bytes", "union"):
        return ":".join(value[i:i + 2] for i in range(0, len(value), 2))
    return str(value)


def row(data, size, order):
    """The columns of a frame. Where its structure does not tell the byte order, it is the file's."""
    d = decoder.Decoder(data, None, size)
    d.frame(253)
    if d.failure and d.failure["class"] == "order":
        d = decoder.Decoder(data, order, size)
        d.frame(253)
    cells = {}
    for path, value in d.out.items():
        field = meant(path)
        if field:
            cells.setdefault(field[0], []).append(written(value, field[1]))
        elif ".cn_msg[" in path and path.endswith(".data"):
            cells.setdefault("data", []).append(value)
    return cells


def main():
    columns = sys.argv[2:] or COLUMNS + ["data"]
    unknown = [c for c in columns if c not in COLUMNS + ["data"]]
    if unknown:
        sys.exit("unknown fields: " + " ".join(unknown))
    out = open(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", closefd=False)
    print("\t".join(columns), file=out)
    for _, _, _, size, data, order in decode.frames(sys.argv[1]):
        cells = row(data, size, order)
        print("\t".join(",".join(cells.get(c, [])) for c in columns), file=out)


if __name__ == "__main__":
    main()
