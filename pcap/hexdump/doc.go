// Package hexdump reads packets out of text: what tools print and people paste
// into bug reports. It knows bytes, and of what they mean only how strace takes
// netlink's header apart, which must become bytes again.
//
// What a line is shows in the line itself, so one text may hold several
// packets in several forms, with anything else between them:
//
//	xxd, xxd -p, xxd -i, xxd -g N       00000000: 4c00 0000 0300 …  L.....
//	od -t x1, with -A x, d, o or n      0000020 4c 00 00 00 03 00 …
//	od -b, hexdump -b                   0000000 114 000 000 000 003 …
//	hexdump -C                          00000000  4c 00 00 00 …  |L...|
//	tshark -x, text2pcap, cnwire -x     0000  4c 00 00 00 03 00 …   L.....
//	tcpdump -x, -xx, -X, -XX            0x0000:  4c00 0000 0300 …  L.....
//	offsets with an h behind them       0000h: 4c 00 00 00 03 00 …
//	strace of send… and recv…           recvfrom(3, "L\0\0\0\3\0"..., 4096, …) = 76
//	strace -e read=FD, -e write=FD      | 00000  4c 00 00 00 …  L... |
//	arrays of C, Go, Python, Rust       {0x4c, 0x00, 0x00, 0x00, …}
//	Rust's {:#?} of bytes               [ 76, 0, 0, 0, …] in a line each
//	strings of C and Python             "\x4c\x00" "\114\0", b'L\x00'
//	plain digits                        4c000000 0300…, 4c:00:00:00:…
//
// Marks of quotation ("> ") and the kernel's log times ("[  1.234567] ") in
// front of a line are skipped. Time stamps are not read.
//
// # Where a packet ends
//
// A line with an offset of 0 starts a packet; every other offset must be the
// number of bytes so far. A "*" repeats the line before it up to the next
// offset.
//
// A line of plain digits is a packet, unless it has 4, 8, 16, 30 or 32 bytes:
// that is how tools wrap, and it goes on in the next lines up to one that is
// shorter, empty, or no such line. A packet of plain digits has at least 4
// bytes.
//
// An array ends at its brace, or at the first line that does not end in a
// comma. Strings in quotes follow the rules of C, and b'…' those of Python:
// each is a packet, but for those that a bracket or a backslash at the end of
// the line joins. Comments behind // and # are passed over in both.
//
// # What is not read
//
// Accepted lists the forms for a person whose text has none of them.
//
// Words (od, od -x, hexdump without -C, xxd -e) stand in the byte order of the
// machine that printed them, which the text does not name; they are refused
// with a sentence, and so are characters (od -c) and bits (xxd -b), and calls of
// which strace printed fewer bytes than it says that there were.
//
// A line that starts as a dump and does not parse is an *Error with its line
// and column; the packet around it is dropped, and reading goes on behind it.
// Lines that are nothing of the above are passed over and counted.
package hexdump

// Accepted names the forms that are read, to follow a message about a text that
// has none of them.
const Accepted = "what is read are dumps of xxd, od -t x1, hexdump -C, tshark -x and tcpdump -x, calls in strace, " +
	"arrays and strings of C, Go, Python and Rust, and digits as xxd -p prints them"
