#!/usr/bin/env python3
"""Decode a classic pcap of LINKTYPE_NETLINK (253) into TSV: one line a frame, a header line first.

    decode.py FILE.pcap [FIELD ...]      all columns, or only the named ones

Independent of the Go code around it: classic pcap and the cooked header by hand, offsets from the kernel's headers.

* A field prints if and only if all its bytes were captured and lie inside every length that contains them
  (nlmsg_len, cn_msg.len). Several values of a field in one frame are joined with a comma, missing is empty.
* Byte order: per frame, the one under which the first nlmsg_len fits the frame (orig_len, not caplen); the
  file header's order where both or neither fit.
* nlmsghdr after nlmsghdr at the next multiple of 4; cn_msg after cn_msg with no padding. Less than a nlmsghdr at the end
  of a datagram is no message, as for tshark.
* Id 1:1: cn.len 4 is a control message (mcast_op), 8 is one with a mask (event_type too), 16 and more is a proc_event;
  other lengths carry no cn_proc field.
"""
import struct
import sys

PID, U32, COMM = "i", "I", "comm"

# what: (arm, [(field, offset in proc_event, kind)])
ARMS = {
    0x00000000: ("ack", [("err", 16, U32)]),
    0x00000001: ("fork", [("parent_pid", 16, PID), ("parent_tgid", 20, PID), ("child_pid", 24, PID), ("child_tgid", 28, PID)]),
    0x00000002: ("exec", [("process_pid", 16, PID), ("process_tgid", 20, PID)]),
    0x00000004: ("uid", [("process_pid", 16, PID), ("process_tgid", 20, PID), ("ruid", 24, U32), ("euid", 28, U32)]),
    0x00000040: ("gid", [("process_pid", 16, PID), ("process_tgid", 20, PID), ("rgid", 24, U32), ("egid", 28, U32)]),
    0x00000080: ("sid", [("process_pid", 16, PID), ("process_tgid", 20, PID)]),
    0x00000100: ("ptrace", [("process_pid", 16, PID), ("process_tgid", 20, PID), ("tracer_pid", 24, PID), ("tracer_tgid", 28, PID)]),
    0x00000200: ("comm", [("process_pid", 16, PID), ("process_tgid", 20, PID), ("comm", 24, COMM)]),
    0x40000000: ("coredump", [("process_pid", 16, PID), ("process_tgid", 20, PID), ("parent_pid", 24, PID), ("parent_tgid", 28, PID)]),
    0x80000000: ("exit", [("process_pid", 16, PID), ("process_tgid", 20, PID), ("exit_code", 24, U32), ("exit_signal", 28, U32),
                          ("parent_pid", 32, PID), ("parent_tgid", 36, PID)]),
}

COLUMNS = (["frame.number"]
           + ["netlink." + f for f in ("hdr_len", "hdr_type", "hdr_flags", "hdr_seq", "hdr_pid")]
           + ["cn." + f for f in ("idx", "val", "seq", "ack", "len", "flags")]
           + ["cn_proc." + f for f in ("what", "cpu", "timestamp_ns")]
           + ["cn_proc.%s.%s" % (arm, f[0]) for arm, fields in ARMS.values() for f in fields]
           + ["cn_proc.mcast_op", "cn_proc.event_type"])


# Cc, Cf, Zl and Zp of Unicode 15, as R15 has them.
UNPRINTABLE = [(0x0000, 0x001F), (0x007F, 0x009F), (0x00AD, 0x00AD), (0x0600, 0x0605), (0x061C, 0x061C), (0x06DD, 0x06DD),
               (0x070F, 0x070F), (0x0890, 0x0891), (0x08E2, 0x08E2), (0x180E, 0x180E), (0x200B, 0x200F), (0x2028, 0x202E),
               (0x2060, 0x2064), (0x2066, 0x206F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0x110BD, 0x110BD), (0x110CD, 0x110CD),
               (0x13430, 0x1343F), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0001, 0xE0001), (0xE0020, 0xE007F)]


def printable(c):
    return not any(lo <= c <= hi for lo, hi in UNPRINTABLE)


def text(b):
    b = b.split(b"\0", 1)[0]
    out, i = [], 0
    while i < len(b):
        for n in (1, 2, 3, 4):
            try:
                s = b[i:i + n].decode("utf-8", "strict")
            except UnicodeDecodeError:
                continue
            if len(s) == 1 and i + n <= len(b):
                break
        else:
            s = None
        if s is None:
            out.append("\\x%02x" % b[i])
            i += 1
            continue
        if s == "\\":
            out.append("\\\\")
        elif s != "," and printable(ord(s)):
            out.append(s)
        else:
            out.extend("\\x%02x" % x for x in b[i:i + n])
        i += n
    return "".join(out)


class Frame:
    """The captured bytes and what was read from them."""

    def __init__(self, data, order):
        self.data, self.order, self.row = data, order, {}

    def get(self, off, end, kind):
        """The value at off, or None when it reaches beyond end or beyond what was captured."""
        size = 16 if kind == COMM else struct.calcsize("=" + kind)
        if off + size > min(end, len(self.data)):
            return None
        if kind == COMM:
            return text(self.data[off:off + 16])
        return struct.unpack_from(self.order + kind, self.data, off)[0]

    def put(self, name, off, end, kind, fmt="%d"):
        v = self.get(off, end, kind)
        if v is not None:
            self.row.setdefault(name, []).append(v if kind == COMM else fmt % v)
        return v


def order_of(data, size, default):
    fits = []
    for o in "<>":
        if len(data) >= 20:
            n = struct.unpack_from(o + "I", data, 16)[0]
            if 16 <= n <= size - 16:
                fits.append(o)
    return fits[0] if len(fits) == 1 else default


def proc(f, off, end, declared):
    if declared in (4, 8):
        f.put("cn_proc.mcast_op", off, end, U32)
        if declared == 8:
            f.put("cn_proc.event_type", off + 4, end, U32, "0x%08x")
        return
    if declared < 16:
        return
    what = f.put("cn_proc.what", off, end, U32, "0x%08x")
    f.put("cn_proc.cpu", off + 4, end, U32)
    f.put("cn_proc.timestamp_ns", off + 8, end, "Q")
    if what in ARMS:
        arm, fields = ARMS[what]
        for name, at, kind in fields:
            f.put("cn_proc.%s.%s" % (arm, name), off + at, end, kind)


def connector(f, off, end):
    while off < end:
        idx = f.put("cn.idx", off, end, U32)
        val = f.put("cn.val", off + 4, end, U32)
        f.put("cn.seq", off + 8, end, U32)
        f.put("cn.ack", off + 12, end, U32)
        n = f.put("cn.len", off + 16, end, "H")
        f.put("cn.flags", off + 18, end, "H", "0x%04x")
        if n is None:
            return
        if (idx, val) == (1, 1):
            proc(f, off + 20, min(end, off + 20 + n), n)
        off += 20 + n
        if end - off < 20:  # padding of old kernels, or nothing
            return


def netlink(f, off, size):
    family = struct.unpack_from(">H", f.data, 14)[0] if len(f.data) >= 16 else None
    while size - off >= 16:
        n = f.put("netlink.hdr_len", off, size, U32)
        f.put("netlink.hdr_type", off + 4, size, "H", "0x%04x")
        f.put("netlink.hdr_flags", off + 6, size, "H", "0x%04x")
        f.put("netlink.hdr_seq", off + 8, size, U32)
        f.put("netlink.hdr_pid", off + 12, size, U32)
        if n is None or n < 16:
            return
        if family == 11:
            connector(f, off + 16, min(size, off + n))
        off += (n + 3) & ~3


def frames(path):
    """(number, ts_sec, ts_frac, orig_len, bytes, the file's byte order) of every record."""
    raw = open(path, "rb").read()
    order = {b"\xd4\xc3\xb2\xa1": "<", b"\x4d\x3c\xb2\xa1": "<", b"\xa1\xb2\xc3\xd4": ">", b"\xa1\xb2\x3c\x4d": ">"}.get(raw[:4])
    if order is None:
        sys.exit(path + ": not a classic pcap")
    link = struct.unpack_from(order + "I", raw, 20)[0]
    if link & 0xFFFF != 253:
        sys.exit("%s: link type %d, not 253" % (path, link & 0xFFFF))
    off, number = 24, 0
    while off < len(raw):
        if off + 16 > len(raw):
            sys.exit("%s: cut in a record header" % path)
        sec, frac, cap, size = struct.unpack_from(order + "IIII", raw, off)
        if off + 16 + cap > len(raw):
            sys.exit("%s: cut in a record" % path)
        number += 1
        yield number, sec, frac, size, raw[off + 16:off + 16 + cap], order
        off += 16 + cap


def rows(path):
    for number, sec, frac, size, data, order in frames(path):
        f = Frame(data, order_of(data, size, order))
        f.row["frame.number"] = [str(number)]
        netlink(f, 16, max(size, len(data)))
        yield f.row


def main():
    columns = sys.argv[2:] or COLUMNS
    unknown = [c for c in columns if c not in COLUMNS]
    if unknown:
        sys.exit("unknown fields: " + " ".join(unknown))
    out = open(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", closefd=False)
    print("\t".join(columns), file=out)
    for row in rows(sys.argv[1]):
        print("\t".join(",".join(row.get(c, [])) for c in columns), file=out)


if __name__ == "__main__":
    main()
