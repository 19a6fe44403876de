"""Messages of the Linux kernel connector: bytes to fields and back, in either byte order.

    message = cnwire.decode("cn_msg", data, "little")
    message.fields["id.idx"], message.fields["data"]

The layout comes from cnwire_table.py, which is generated; this file is the same whatever the table has. Both together are
all there is to copy.
"""
import struct
from typing import NamedTuple, Optional

from cnwire_table import PAYLOADS, SETS, STRUCTS

CODES = {"u8": "B", "x8": "B", "u16": "H", "x16": "H", "u32": "I", "x32": "I", "s32": "i", "u64": "Q", "x64": "Q", "s64": "q"}
ORDERS = {"little": "<", "big": ">"}


class Failure(NamedTuple):
    """Why bytes are not sound, as SPEC.md classes it."""
    kind: str  # "short" or "overrun"
    at: str  # struct or struct.field
    offset: int  # from the start of the bytes
    need: int
    have: int


class Message(NamedTuple):
    struct: str
    order: str  # "little" or "big"
    fields: dict  # numbers as int, everything else as bytes, in the order of the bytes
    failure: Optional[Failure]  # of the first thing that is wrong; fields has what is readable all the same


def decode(name, data, order):
    """Reads one struct. All bytes are in its fields: behind a struct "rest", of one that is not whole "cut"."""
    layout, fields, failure = STRUCTS[name], {}, None
    if len(data) < layout.need:
        return Message(name, order, fields, Failure("short", name, 0, layout.need, len(data)))
    code = ">" if layout.big else ORDERS[order]
    end = _read(fields, "", layout, data, 0, code)
    union = layout.fields[-1]
    if layout.selector and fields[layout.selector] in layout.arms:
        arm = STRUCTS[layout.arms[fields[layout.selector]]]
        if len(data) - union.offset < arm.need:
            failure = Failure("short", arm.name, union.offset, arm.need, len(data) - union.offset)
        end = _read(fields, arm.name.rpartition(".")[2] + ".", arm, data, union.offset, code)
    elif layout.selector:
        end = _raw(fields, "event_data", data, end, len(data))
    if name == "cn_msg":  # R7
        if fields["len"] > len(data) - end:
            failure = Failure("overrun", "cn_msg.len", _field(layout, "len").offset, fields["len"], len(data) - end)
        end = _raw(fields, "data", data, end, end + fields["len"])
    _raw(fields, "rest", data, end, len(data))
    return Message(name, order, fields, failure)


def encode(message):
    """Returns the bytes of a message: what decode was given, if its fields are unchanged."""
    types = {f.name: f.type for f in STRUCTS[message.struct].fields}
    for arm in STRUCTS[message.struct].arms.values():
        types.update((arm.rpartition(".")[2] + "." + f.name, f.type) for f in STRUCTS[arm].fields)
    code = ">" if STRUCTS[message.struct].big else ORDERS[message.order]
    return b"".join(
        struct.pack(code + CODES[types[name]], value) if types.get(name) in CODES else value for name, value in message.fields.items())


def payload(cn_msg, layout="ns"):
    """Returns the row of the grammar for the data of a decoded cn_msg, or None: then nobody knows what it is."""
    f = cn_msg.fields
    for row in PAYLOADS:
        if (row.idx, row.val) == (f["id.idx"], f["id.val"]) and not row.inside and row.layout in ("", layout):
            found = decode(row.struct, f.get("data", b""), cn_msg.order).fields
            if all(_holds(row, condition, f["len"], found) for condition in row.when):
                return row
    return None


def name_of(set_name, number):
    """Returns the name of a number, or None."""
    try:
        return SETS[set_name](number).name
    except ValueError:
        return None


def _read(fields, prefix, layout, data, start, code):
    """Reads the fields that are whole, up to a union, and returns where that ends; what is left of a broken one is "cut"."""
    end = start
    for f in layout.fields:
        if f.type == "union":
            break
        if start + f.offset + f.size > len(data):
            return _raw(fields, "cut", data, end, len(data))
        end = start + f.offset + f.size
        raw = data[start + f.offset:end]
        fields[prefix + f.name] = struct.unpack(code + CODES[f.type], raw)[0] if f.type in CODES else raw
    return end


def _raw(fields, name, data, start, end):
    if start < min(end, len(data)):
        fields[name] = data[start:end]
    return min(end, len(data))


def _field(layout, name):
    return next(f for f in layout.fields if f.name == name)


def _holds(row, condition, length, found):
    field, operator, number = condition
    if operator == "all":
        inner = [p for p in PAYLOADS if (p.idx, p.val, p.inside) == (row.idx, row.val, row.struct)]
        if any(count not in found for p in inner for count in p.repeat):
            return False
        return length == STRUCTS[row.struct].size + sum(found[count] * STRUCTS[p.struct].size for p in inner for count in p.repeat)
    value = length if field == "len" else found.get(field)
    return value is not None and (value >= number if operator == ">=" else value == number)
