#!/usr/bin/env python3
"""A decoder that passes the vectors: reads a question a line, writes an answer a line.

    cnwire vectors run -- python3 testdata/corpus/vectors/decoder.py

It has all offsets and lengths by hand and shares nothing with the Go code. Take it as the example of how to connect a
decoder of your own: main() and answer() are all that the vectors ask for.
"""
import json
import struct
import sys

NUMBERS = {"H": 2, "h": 2, "B": 1, "I": 4, "i": 4, "Q": 8, "q": 8}

TASK = [("process_pid", "i"), ("process_tgid", "i")]
ARMS = {  # what: the name of the arm, the bytes that it needs, its fields
    0x00000000: ("ack", 4, [("err", "I")]),
    0x00000001: ("fork", 16, [("parent_pid", "i"), ("parent_tgid", "i"), ("child_pid", "i"), ("child_tgid", "i")]),
    0x00000002: ("exec", 8, TASK),
    0x00000004: ("uid", 16, TASK + [("ruid", "I"), ("euid", "I")]),
    0x00000040: ("gid", 16, TASK + [("rgid", "I"), ("egid", "I")]),
    0x00000080: ("sid", 8, TASK),
    0x00000100: ("ptrace", 16, TASK + [("tracer_pid", "i"), ("tracer_tgid", "i")]),
    0x00000200: ("comm", 24, TASK + [("comm", 16)]),
    0x40000000: ("coredump", 16, TASK + [("parent_pid", "i"), ("parent_tgid", "i")]),
    0x80000000: ("exit", 16, TASK + [("exit_code", "I"), ("exit_signal", "I"), ("parent_pid", "i"), ("parent_tgid", "i")]),
}
NLMSGHDR = [("nlmsg_len", "I"), ("nlmsg_type", "H"), ("nlmsg_flags", "H"), ("nlmsg_seq", "I"), ("nlmsg_pid", "I")]
CN_MSG = [("id.idx", "I"), ("id.val", "I"), ("seq", "I"), ("ack", "I"), ("len", "H"), ("flags", "H")]
EVENT = [("what", "I"), ("cpu", "I")]
CTL_MSG = [("idx_notify_num", "I"), ("val_notify_num", "I"), ("group", "I"), ("len", "I")]
NOTIFY_REQ = [("first", "I"), ("range", "I")]
DM_ULOG = [("luid", "Q"), ("uuid", 129), ("pad", 3), ("version", "I"), ("error", "i"), ("seq", "I"), ("request_type", "I"),
           ("data_size", "I")]
UVESAFB = [("flags", "B"), ("pad", 3), ("buf_len", "i")]
UVESAFB += [(name, "I") for name in "ebx ecx edx esi edi ebp eax eip eflags esp".split()]
UVESAFB += [(name, "H") for name in "cs ss es ds fs gs".split()]
W1_MSG = [("type", "B"), ("status", "B"), CN_MSG[4]]
W1_CMD = [("cmd", "B"), ("res", "B"), CN_MSG[4]]
KVP = [("operation", "B"), ("pool", "B"), ("pad", "H")]
PAIR = [("value_type", "I"), ("key_size", "I"), ("value_size", "I"), ("key", 512), ("value", 2048)]
HYPER_V = {
    "hv_ku_msg": [("index", "I"), ("key", 512), ("value", 2048)],
    "hv_kvp_msg": KVP,
    "hv_kvp_msg_value": KVP + PAIR,
    "hv_kvp_msg_delete": KVP + [("key_size", "I"), ("key", 512)],
    "hv_kvp_msg_enumerate": KVP + [("index", "I")] + PAIR,
    "hv_kvp_msg_ip": KVP + [("adapter_id", 256), ("addr_family", "B"), ("dhcp_enabled", "B"), ("ip_addr", 2048), ("sub_net", 2048),
                            ("gate_way", 1024), ("dns_addr", 2048)],
    "hv_kvp_msg_register": KVP + [("version", 512)],
    "hv_kvp_msg_error": [("error", "I")],
    "hv_vss_msg": [("operation", "B"), ("pad", 2), ("reserved", "B"), ("pad2", 4), ("flags", "I")],
    "hv_vss_msg_error": [("error", "I"), ("reserved", 4), ("flags", "I")],
    "hv_vss_registered": [("operation", "I")],
}
PAST = {
    "cifs_upcall": [("signature", 4), ("command", "I")],
    "pohmelfs_ctl": [("idx", "I"), ("type", "I"), ("proto", "I"), ("addrlen", "H"), ("perm", "H"), ("prio", "H"), ("sa_family", "H")],
    "pohmelfs_cn_ack": [("error", "i"), ("msg_num", "i"), ("unused", 12)],
    "dst_ctl": [("name", 32), ("flags", "I"), ("cmd", "I"), ("max_pages", "I"), ("trans_scan_timeout", "I"), ("trans_max_retries", "I")],
    "dst_ctl_ack": [("error", "i"), ("unused", 12)],
    "drbd_nl_cfg": [("packet_type", "i"), ("minor", "I"), ("flags_or_ret_code", "i")],
}
KVP_OPERATIONS = {0: "value", 1: "value", 2: "delete", 3: "enumerate", 100: "register"}
EVENTS = {
    "proc_event": EVENT + [("timestamp_ns", "Q")],
    "proc_event_timespec32": EVENT + [("tv_sec", "i"), ("tv_nsec", "i")],
    "proc_event_timespec64": EVENT + [("tv_sec", "q"), ("tv_nsec", "q")],
}
STRUCTS = {
    "sll_header": [("sll_pkttype", "H"), ("sll_hatype", "H"), ("sll_halen", "H"), ("sll_addr", 8), ("sll_protocol", "H")],
    "sll2_header": [("sll2_protocol", "H"), ("sll2_reserved_mbz", "H"), ("sll2_if_index", "I"), ("sll2_hatype", "H"),
                    ("sll2_pkttype", "B"), ("sll2_halen", "B"), ("sll2_addr", 8)],
    "nlmsghdr": NLMSGHDR,
    "cb_id": [("idx", "I"), ("val", "I")],
    "cn_msg": CN_MSG,
    "proc_cn_mcast_op": [("mcast_op", "I")],
    "proc_input": [("mcast_op", "I"), ("event_type", "I")],
    "cn_ctl_msg": CTL_MSG,
    "cn_notify_req": NOTIFY_REQ,
    "dm_ulog_request": DM_ULOG,
    "uvesafb_task": UVESAFB,
    "w1_netlink_msg": W1_MSG + [("id", 8)],
    "w1_netlink_msg_slave": W1_MSG + [("slave", "Q")],
    "w1_netlink_msg_master": W1_MSG + [("master", "I"), ("res", 4)],
    "w1_netlink_cmd": W1_CMD,
    "w1_reg_num": [("id", "Q")],
    "w1_masters": [("id", "I")],
    **HYPER_V,
    **PAST,
}
for arm_name, _, arm_fields in ARMS.values():
    STRUCTS["proc_event." + arm_name] = arm_fields


def size_of(fields):
    return sum(kind if isinstance(kind, int) else NUMBERS[kind] for _, kind in fields)


def past(who, length):
    """Which struct starts a message of a user that kernels had once, by its length; None for none."""
    if who == (2, 1):
        return "cifs_upcall" if length >= 8 else None
    if who == (5, 0):
        return {148: "pohmelfs_ctl", 168: "pohmelfs_cn_ack"}.get(length)
    if who == (6, 1):
        return "dst_ctl_ack" if length == 16 else "dst_ctl" if length >= 60 else None
    if who == (8, 1):
        return "drbd_nl_cfg" if length >= 12 else None
    return None


class Decoder:
    def __init__(self, data, order, wire):
        self.data, self.order = data, order  # None: to be found out
        self.wire = max(wire, len(data))  # how many bytes there were before a capture cut them
        self.out, self.failure, self.ended, self.connector, self.faults = {}, None, False, True, []

    def fail(self, kind, at, offset, need, have):
        if self.failure is None:  # the first one is told
            self.failure = {"class": kind, "at": at, "offset": offset, "need": need, "have": have}

    def raw(self, name, start, end):
        if start < min(end, len(self.data)):
            self.out[name] = self.data[start:end].hex()

    def fields(self, prefix, fields, off, end, cut):
        """Reads the fields that are whole; what is left of a broken one gets the name cut."""
        for name, kind in fields:
            size = kind if isinstance(kind, int) else NUMBERS[kind]
            if off + size > min(end, len(self.data)):
                self.raw(cut, off, end)
                return False
            if isinstance(kind, int):
                self.out[prefix + name] = self.data[off:off + size].hex()
            else:
                self.out[prefix + name] = struct.unpack_from(self.order + kind, self.data, off)[0]
            off += size
        return True

    def frame(self, link):
        """A datagram behind the cooked header that captures of this link type have."""
        kind, hatype, family = ("sll2_header", 8, 0) if link == 276 else ("sll_header", 2, 14)
        if link not in (113, 253, 276):
            return self.raw("data", 0, len(self.data))
        size = size_of(STRUCTS[kind])
        if link == 253 and self.data[2:4] != b"\x03\x38" and headless(self.data):
            self.faults.append("no-header")
            return self.datagram(0)
        if self.wire < size:
            self.fail("short", kind, 0, size, self.wire)
        if link != 253 and len(self.data) >= size and self.data[hatype:hatype + 2] != b"\x03\x38":
            return self.raw("data", 0, len(self.data))
        order, self.order = self.order, ">"  # whatever the machine
        whole = self.fields(kind + ".", STRUCTS[kind], 0, size, kind + ".cut")
        self.order = order
        if not whole:
            return
        high, low = self.data[family:family + 2]
        if low == 0 and high != 0:  # some programs write it in the wrong order
            self.faults.append("family-order")
        self.connector = 11 in (high << 8 | low, high if low == 0 else 0)
        self.datagram(size)

    def datagram(self, off):
        if self.order is None and off < len(self.data):
            self.order = order_of(self.data[off:], self.wire - off)
            if self.order is None:
                self.fail("order", "nlmsghdr", off, None, None)
                return self.raw("tail", off, self.wire)
        index = 0
        while off < self.wire and not self.ended:
            off = self.nlmsg(off, "nlmsg[%d]." % index)
            index += 1

    def nlmsg(self, off, prefix):
        have = self.wire - off
        if have < 16:
            self.fail("short", "nlmsghdr", off, 16, have)
            self.raw("tail", off, self.wire)
            return self.wire
        if not self.fields(prefix, NLMSGHDR, off, self.wire, prefix + "cut"):
            self.ended = True
            return self.wire
        length = self.out[prefix + "nlmsg_len"]
        if length < 16:
            self.fail("length", "nlmsghdr.nlmsg_len", off, 16, length)
            self.raw("tail", off + 16, self.wire)
            return self.wire
        if length > have:
            self.fail("overrun", "nlmsghdr.nlmsg_len", off, length, have)
        end = min(off + length, self.wire)
        if self.connector:
            self.cn_msgs(off + 16, end, prefix)
        else:
            self.raw(prefix + "data", off + 16, end)
        after = min((end + 3) & ~3, self.wire)
        self.raw(prefix + "pad", end, after)
        return after

    def cn_msgs(self, off, end, prefix):
        index = 0
        while off < end and not self.ended:
            name = "%scn_msg[%d]." % (prefix, index)
            if end - off < 20:
                if index > 0:
                    self.raw(prefix + "rest", off, end)
                else:
                    self.fail("short", "cn_msg", off, 20, end - off)
                    self.fields(name, CN_MSG, off, end, name + "cut")
                return
            off = self.cn_msg(off, end, name)
            index += 1

    def cn_msg(self, off, end, prefix):
        self.fields(prefix, CN_MSG, off, end, prefix + "cut")
        if prefix + "len" not in self.out:
            self.ended = True
            return end
        length, data = self.out[prefix + "len"], off + 20
        if length > end - data:
            self.fail("overrun", "cn_msg.len", off + 16, length, end - data)
        after = min(data + length, end)
        self.payload(data, after, length, prefix, (self.out[prefix + "id.idx"], self.out[prefix + "id.val"]))
        return after

    def payload(self, off, end, length, prefix, who):
        cut = prefix + "cut"
        if who == (0xFFFFFFFF, 0xFFFFFFFF) and self.notifier(off, end, length, prefix):
            return
        if who == (1, 1) and length == 4:
            self.fields(prefix + "proc_cn_mcast_op.", STRUCTS["proc_cn_mcast_op"], off, end, cut)
        elif who == (1, 1) and length == 8:
            self.fields(prefix + "proc_input.", STRUCTS["proc_input"], off, end, cut)
        elif who == (1, 1) and length >= 16:
            self.event("proc_event", off, end, length, prefix + "proc_event.", cut)
        elif who == (3, 1) and length >= 12:
            self.row(off, end, prefix, self.w1)
        elif who == (4, 1) and length >= size_of(UVESAFB):
            self.counted("uvesafb_task", "buf_len", off, end, prefix)
        elif who == (7, 1) and length >= size_of(DM_ULOG):
            self.counted("dm_ulog_request", "data_size", off, end, prefix)
        elif who in ((9, 1), (10, 1)) and self.hyper_v(who[0], off, end, length):
            self.starts(self.hyper_v(who[0], off, end, length), off, end, prefix)
        elif past(who, length):
            self.starts(past(who, length), off, end, prefix)
        else:
            self.raw(prefix + "data", off, end)

    def hyper_v(self, idx, off, end, length):
        """Which struct a message of Hyper-V's is, by its length and its first four bytes; None for none."""
        first = self.data[off:min(end, off + 4)]
        operation = first[0] if first else None
        status = struct.unpack(self.order + "I", first)[0] if len(first) == 4 else 1
        failed = status == 0 or status >= 0x80000000
        if idx == 10:
            if length < 12:
                return "hv_vss_registered" if length == 4 else None
            if off + 12 > min(end, len(self.data)):
                return None
            registers = operation in (128, 129) and first[3] == 0
            return "hv_vss_msg_error" if failed and not registers else "hv_vss_msg"
        if length < 2580:
            return "hv_ku_msg" if length == 2564 else None
        if len(first) < 4:
            return None
        if length >= 7432 and failed:
            return "hv_kvp_msg_error"
        kind = KVP_OPERATIONS.get(operation)
        if operation == 4 and length == 2580:
            kind = "register"
        elif operation in (4, 5) and length >= 7432:
            kind = "ip"
        return "hv_kvp_msg_" + kind if kind else "hv_kvp_msg"

    def starts(self, kind, off, end, prefix):
        """A struct, and what the message has behind it."""
        if self.fields(prefix + kind + ".", STRUCTS[kind], off, end, prefix + "cut"):
            self.raw(prefix + "data", off + size_of(STRUCTS[kind]), end)

    def counted(self, kind, count, off, end, prefix):
        """A struct that counts the bytes behind it; what is left is the message's."""
        if not self.fields(prefix + kind + ".", STRUCTS[kind], off, end, prefix + "cut"):
            return
        off += size_of(STRUCTS[kind])
        own = off + min(self.out[prefix + kind + "." + count] & 0xFFFFFFFF, end - off)
        self.raw(prefix + kind + ".data", off, own)
        self.raw(prefix + "data", own, end)

    def row(self, off, end, prefix, one):
        """Structs one behind the other: one reads the index-th and returns where it ends."""
        index = 0
        while off < min(end, len(self.data)):
            off = one(off, end, prefix, index)
            index += 1

    def one(self, kind, off, end, prefix, index):
        """One struct of a row: its name, and whether all of it is there."""
        name = "%s%s[%d]." % (prefix, kind, index)
        return name, self.fields(name, STRUCTS[kind], off, end, prefix + "cut")

    def w1(self, off, end, prefix, index):
        number = self.data[off]
        about = {0: "_slave", 1: "_slave", 2: "_master", 3: "_master", 4: "_master", 5: "_slave"}.get(number, "")
        name, whole = self.one("w1_netlink_msg" + about, off, end, prefix, index)
        if not whole:
            return end
        after = min(off + 12 + self.out[name + "len"], end)
        if number in (4, 5):
            self.row(off + 12, after, name, self.w1_cmd)
        elif number == 6:
            self.row(off + 12, after, name, self.w1_master)
        else:
            self.raw(name + "data", off + 12, after)
        return after

    def w1_cmd(self, off, end, prefix, index):
        name, whole = self.one("w1_netlink_cmd", off, end, prefix, index)
        if not whole:
            return end
        after = min(off + 4 + self.out[name + "len"], end)
        if self.data[off] in (2, 3, 6, 7, 8):
            self.row(off + 4, after, name, self.w1_reg_num)
        else:
            self.raw(name + "data", off + 4, after)
        return after

    def w1_reg_num(self, off, end, prefix, index):
        self.one("w1_reg_num", off, end, prefix, index)
        return off + 8

    def w1_master(self, off, end, prefix, index):
        self.one("w1_masters", off, end, prefix, index)
        return off + 4

    def notifier(self, off, end, length, prefix):
        if off + 8 > min(end, len(self.data)):
            return False
        ranges = sum(struct.unpack_from(self.order + "2I", self.data, off))
        if length != 16 + 8 * ranges:
            return False
        if not self.fields(prefix + "cn_ctl_msg.", CTL_MSG, off, end, prefix + "cut"):
            return True
        for i in range(ranges):
            if not self.fields("%scn_notify_req[%d]." % (prefix, i), NOTIFY_REQ, off + 16 + 8 * i, end, prefix + "cut"):
                break
        return True

    def event(self, kind, off, end, length, prefix, cut):
        head = EVENTS[kind]
        union = off + size_of(head)
        self.fields(prefix, head, off, end, cut)
        if off + 4 > end:
            return
        if prefix + "what" not in self.out:
            self.ended = True
            return
        what = self.out[prefix + "what"]
        if what not in ARMS:
            self.raw(prefix + "event_data", union, end)
            return
        arm, need, fields = ARMS[what]
        have = length - size_of(head)
        if have < need:
            self.fail("short", "proc_event." + arm, union, need, have)
        if union <= end:
            self.fields(prefix + arm + ".", fields, union, end, cut)
        self.raw(prefix + "rest", union + size_of(fields), end)

    def struct(self, kind):
        """One struct alone: all bytes are its own, or behind it."""
        n = len(self.data)
        fields = EVENTS.get(kind) or STRUCTS[kind]
        end = size_of(fields)
        need = 16 if kind == "proc_event.exit" else end
        if n < need:
            self.fail("short", kind, 0, need, n)
        elif kind in EVENTS:
            return self.event(kind, 0, n, n, "", "cut")
        if kind.startswith("sll"):
            self.order = ">"
        if not self.fields("", fields, 0, n, "cut"):
            return
        if kind == "cn_msg":
            length = self.out["len"]
            if length > n - end:
                self.fail("overrun", "cn_msg.len", 16, length, n - end)
            self.raw("data", end, end + length)
            end += length
        self.raw("rest", end, n)


def headless(data):
    """Whether a connector message starts here, by its two lengths."""
    for order in "<>":
        if len(data) >= 36:
            outer, inner = struct.unpack_from(order + "I", data)[0], struct.unpack_from(order + "H", data, 32)[0]
            if 36 + inner <= outer <= 39 + inner:
                return True
    return False


def order_of(data, wire):
    """The order that structure tells (R3), or None."""
    possible = [o for o in "<>" if len(data) >= 4 and 16 <= struct.unpack_from(o + "I", data)[0] <= wire]
    if len(possible) == 1:
        return possible[0]
    little, big = score(data, "<", wire), score(data, ">", wire)
    return "<" if little > big else ">" if big > little else None


def score(data, order, wire):
    """What speaks for an order in up to four messages."""
    points = off = 0
    for _ in range(4):
        have = len(data) - off
        if wire - off < 16 or have < 4:
            break
        length = struct.unpack_from(order + "I", data, off)[0]
        if have >= 6 and struct.unpack_from(order + "H", data, off + 4)[0] <= 4:
            points += 2
        if have >= 24:
            points += sum(1 <= n <= 0xFFFF for n in struct.unpack_from(order + "2I", data, off + 16))
        if have >= 34 and struct.unpack_from(order + "H", data, off + 32)[0] + 36 == length:
            points += 4
        if length < 16 or length > wire - off:
            return points - 4
        points += 4
        off += (length + 3) & ~3
        if off >= wire:
            return points + 4
    return points


def answer(question):
    order = {"little": "<", "big": ">", "unknown": None}[question["order"]]
    d = Decoder(bytes.fromhex(question["hex"]), order, question.get("wire", 0))
    if question["struct"] == "datagram":
        d.datagram(0)
    elif question["struct"] == "frame":
        d.frame(question["link"])
    else:
        d.struct(question["struct"])
    said = {"name": question["name"]}
    if d.failure is None:
        said["ok"] = True
    else:
        said.update((key, value) for key, value in d.failure.items() if value is not None)
    if d.out or d.failure is None:
        said["fields"] = d.out
    if d.faults:
        said["faults"] = d.faults
    return said


def main():
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
