#!/usr/bin/env python3
"""Answers the test vectors with cnwire.py: a question a line, an answer a line.

    cnwire vectors run --kind message -- python3 modules/python/answer.py
"""
import json
import sys

import cnwire


def answer(question):
    message = cnwire.decode(question["struct"], bytes.fromhex(question["hex"]), question["order"])
    fields = {name: value.hex() if isinstance(value, bytes) else value for name, value in message.fields.items()}
    if message.failure is None:
        row = cnwire.payload(message) if message.struct == "cn_msg" else None
        return {"ok": True, "fields": fields, "hex": cnwire.encode(message).hex(), "payload": row.struct if row else ""}
    kind, at, offset, need, have = message.failure
    told = {"class": kind, "at": at, "offset": offset, "need": need, "have": have}
    return {**told, "fields": fields, "hex": cnwire.encode(message).hex()} if fields else told


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
