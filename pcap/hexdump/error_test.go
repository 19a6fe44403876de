package hexdump

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// bad are texts with one fault each, where it is, and what else they hold.
var bad = []struct {
	text         string
	line, column int
	class        error
	why          string
	rest         string // the packets that are read all the same, in hexadecimal
}{
	// plain digits
	{"4c000000 0300000g 00000000\n", 1, 17, ErrSyntax, `"g" is not a hexadecimal digit`, ""},
	{"4c000000030000000\n4c000000ff\n", 1, 1, ErrSyntax, `"4c000000030000000" has an odd number of digits, 17`, "4c000000ff"},
	{"4c 00 0 00 03 00 00 00 00\n", 1, 7, ErrSyntax, `"0" has an odd number of digits, 1`, ""},
	{"4c0000000300000000000000000000é000\n01020304", 1, 31, ErrSyntax, `"é" is not`, "01020304"},
	{strings.Repeat("4c", 30) + "\n" + strings.Repeat("4c", 20) + "xx\n01020304\n", 2, 41, ErrSyntax, `"x" is not`, "01020304"},
	{"00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f\n*\n\n01020304\n", 2, 1, ErrCut, "without offsets nothing says", "01020304"},

	// offsets
	{"0000  4c 00 00 00\n0008  00 00\n000a 01\n0000  01\n", 2, 1, ErrOffset, "offset 0008 does not fit: 4 (0x4) is due, as many bytes stand before it since line 1", "01"},
	{"noise\n  0010  4c 00 00 00\n0014  00 00\n0000  01\n", 2, 3, ErrOffset, "a dump starts here at offset 0010", "01"},
	{"\t0x0010:  4c00 0000\n", 1, 4, ErrOffset, "a dump starts here", ""},
	{" | 00010  4c 00 00 00 | \n", 1, 4, ErrOffset, "a dump starts here", ""},
	{"0000000 4c 00\n0000003\n01020304", 2, 1, ErrOffset, "offset 0000003 does not fit: 2 (0x2) is due", "01020304"},
	{"00000000  4c 00\n*\n", 2, 1, ErrCut, "no offset follows the *", ""},
	{"00000000  4c 00\n*\n00000005\n", 3, 1, ErrOffset, "offset 00000005 does not fit", ""},
	{"00000000  4c 00\n*\n00000002  01 00\n", 3, 1, ErrOffset, "offset 00000002 does not fit behind the *: it stands for at least one line, so 4 (0x4) or more is due", ""},
	{"0000000 4c 00\n*\n0000002\n", 3, 1, ErrOffset, "offset 0000002 does not fit", ""},
	{"00000000: 4c00\n*\n7fffffff: 00\n", 3, 1, ErrOffset, "does not fit", ""},
	{"00000000  4c\n*\n7fffffff 00\n", 3, 1, ErrSize, "the * makes the packet that starts on line 1 longer than 262144 bytes", ""},
	{"0000000 4c 00\n*\n0000160 01\n0000161\n", 3, 1, ErrForm, "may be octal or decimal, and both fit", ""},

	{"0000000" + strings.Repeat(" 4c", 16) + "\n0000020" + strings.Repeat(" 4c", 16) + "\n0000032 4c\n", 3, 1, ErrOffset, "offset 0000032 does not fit: 32 (0x20) is due", ""},

	// lines with an offset
	{"000000 002000 034003 000000\n000006\n0000 01\n", 1, 8, ErrForm, "words of two or more bytes", "01"},
	{"0000  4c 00 0g 00\n0004  00\n0000 01\n", 1, 14, ErrSyntax, `"g" is not`, "01"},
	{"0000  4c 00 000 00\n", 1, 13, ErrSyntax, `"000" has an odd number of digits`, ""},
	{"0000  4c 00 0000 00\n", 1, 13, ErrSyntax, `"0000" is not one byte`, ""},
	{"00000000: 4c00 000 00\n", 1, 16, ErrSyntax, "odd number", ""},
	{"00000000: 4c00 0000\n00000004: g000\n", 2, 11, ErrSyntax, `"g" is not`, ""},
	{"00000000  4c 00 00 00 00 00 00 00  0g 00 00 00\n", 1, 37, ErrSyntax, `"g" is not`, ""},
	{"00000000  4c 00 00 00 00 00 00 00  g0 00 00 00\n", 1, 36, ErrSyntax, `"g" is not`, ""},
	{"0000000 114 000 400\n", 1, 17, ErrSyntax, `"400" is not a byte in octal`, ""},

	// strace
	{"recvfrom(3, \"L\\0\\0\n", 1, 13, ErrSyntax, "the string is not closed on its line", ""},
	{"recvfrom(3, \"L\\0\\q\", 4096, 0, NULL, NULL) = 3\n", 1, 17, ErrSyntax, `unknown escape`, ""},
	{"recvfrom(3, \"L\\0\\xyz\", 4096, 0, NULL, NULL) = 3\n", 1, 17, ErrSyntax, `no hexadecimal digit follows \x`, ""},
	{"recvfrom(3, \"L\\477\", 4096, 0, NULL, NULL) = 3\n", 1, 15, ErrSyntax, `\477 does not fit in a byte`, ""},
	{"sendto(3, \"L\\0\\0\"..., 76, 0 <unfinished ...>\n", 1, 18, ErrCut, "does not say how many", ""},
	{"recvfrom(3, [{nlmsg_len=20, nlmsg_type=NLMSG_ERROR, nlmsg_flags=0, nlmsg_seq=0, nlmsg_pid=0}, {error=0, msg={}}], 4096, 0, NULL, NULL) = 36\n", 1, 93, ErrForm, "strace decoded the payload", ""},
	{"recvfrom(3, [{nlmsg_len=20, nlmsg_type=RTM_NEWLINK, nlmsg_flags=0, nlmsg_seq=0, nlmsg_pid=0}, \"\\0\"], 4096, 0, NULL, NULL) = 36\n", 1, 29, ErrSyntax, `"nlmsg_type=RTM_NEWLINK" in a netlink header cannot be read back`, ""},
	{"recvmsg(3, {msg_iov=[{iov_base=0x7ffc0000, iov_len=4096}], msg_iovlen=1}, 0) = 76\n", 1, 32, ErrForm, `"0x7ffc0000" stands where the bytes should`, ""},

	{"sendto(3, {nlmsg_len=1, nlmsg_type=NLMSG_NOOP, nlmsg_flags=0, nlmsg_seq=7, nlmsg_pid=100}, 20, 0, NULL, 0) = 20\n", 1, 8, ErrCut, "strace printed 16 of 20 bytes", ""},
	{"recvmsg(3, {msg_iov=[{iov_base={len=1, type=NLMSG_NOOP, flags=0, seq=7, pid=100}, iov_len=4096}], msg_iovlen=1, msg_flags=0}, 0) = 20\n", 1, 9, ErrCut, "strace printed 16 of 20 bytes", ""},
	{"sendmsg(3, {msg_iov=[{iov_base={len=1, type=NLMSG_NOOP, flags=0, seq=7, pid=100}, iov_len=20}], msg_iovlen=1, msg_flags=0}, 0 <unfinished ...>\n", 1, 32, ErrCut, "strace printed 16 of 20 bytes (iov_len)", ""},

	// arrays
	{"[\n    76,\n    300,\n    0,\n]\n01020304\n", 3, 5, ErrSyntax, "300 does not fit in a byte", "01020304"},
	{"[\n    76,\n    0,\n", 3, 7, ErrCut, "the array that starts on line 2 is not closed", ""},
	{"x := []byte{0x4c, 0x100}\n{0x01}\n", 1, 19, ErrSyntax, "0x100 does not fit in a byte", "01"},
	{"x := []byte{0x4c,\n0x0, len(x),\n0x3}\n01020304\n", 2, 6, ErrSyntax, `"len" is not a number`, "01020304"},
	{"{0x4c, 012}\n", 1, 8, ErrSyntax, `"012" may be octal or decimal`, ""},
	{"{0x4c, +1}\n", 1, 8, ErrSyntax, `"+" does not start a number`, ""},
	{"{0x4c, 'ab'}\n", 1, 8, ErrSyntax, "a character in quotes is one byte", ""},
	{"{0x4c, {0x00}}\n", 1, 8, ErrSyntax, `"{" within the bytes of an array`, ""},
	{"char x[] = {\n0x4c,\n", 2, 6, ErrCut, "the array that starts on line 2 is not closed", ""},

	// strings
	{"\"\\x4c\\x00\" FOO \"\\x00\"\n01020304\n", 1, 12, ErrSyntax, `"F" between strings`, "01020304"},
	{"\"\\x4c\\x00\"...\n", 1, 11, ErrCut, "the string goes on", ""},
	{"\\x4c\\x00zz\n", 1, 9, ErrSyntax, `"z" is not an escape`, ""},
	{"b'\\x4c\n", 1, 2, ErrSyntax, "not closed", ""},
	{"m = (\n  b'\\x4c'\n", 2, 10, ErrCut, "the bracket around the strings from line 2 on is not closed", ""},
	{"m = (b'\\x4c' +\n  b'\\0')\n", 1, 14, ErrSyntax, `"+" between strings`, ""},

	// the text
	{"01020304\n\x00\x01\x02\n01020304\n", 2, 1, ErrForm, "a NUL byte: this is not text", "01020304"},
}

// TestErrors has every error with its place, its class and what is read in
// spite of it.
func TestErrors(t *testing.T) {
	for _, c := range bad {
		list, faults := readAll(NewReader(strings.NewReader(c.text)))
		if len(faults) != 1 {
			t.Errorf("%q: %d faults, %v, and %d packets", c.text, len(faults), faults, len(list))
			continue
		}
		e := faults[0]
		if e.Line != c.line || e.Column != c.column || !errors.Is(e, c.class) || !strings.Contains(e.Why, c.why) {
			t.Errorf("%q:\n%v (%v)\nwant line %d, column %d: %s (%v)", c.text, e, e.Err, c.line, c.column, c.why, c.class)
		}
		var rest []string
		for _, d := range list {
			rest = append(rest, fmt.Sprintf("%x", d.Data))
		}
		if got := strings.Join(rest, " "); got != c.rest {
			t.Errorf("%q: the rest is %q, want %q", c.text, got, c.rest)
		}
	}
}

// TestExcerpt has the caret below the place, whatever stands before it.
func TestExcerpt(t *testing.T) {
	for text, want := range map[string]string{
		"4c00 00g0 0300 0000 4000":     "4c00 00g0 0300 0000 4000\n       ^",
		"0000\t4c é0":                  "0000 4c é0\n        ^",
		`"\x4cé\q"`:                    `"\x4cé\q"` + "\n      ^",
		strings.Repeat("4c", 40) + "é": strings.Repeat("4c", 20) + "é\n" + strings.Repeat(" ", 40) + "^",
	} {
		_, faults := readAll(NewReader(strings.NewReader(text)))
		if len(faults) != 1 || faults[0].Excerpt() != want {
			t.Errorf("%q: %v\n%s\nwant\n%s", text, faults, faults[0].Excerpt(), want)
		}
	}
}
