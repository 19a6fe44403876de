package hexdump

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for s, want := range map[string]string{
		"4c000000":                         "4c000000",
		" 4C:00:00:00 ":                    "4c000000",
		"4c00 0000":                        "4c000000",
		"00":                               "00",
		"0x4c000000":                       "4c000000",
		"0x4c 0x0 0x00":                    "4c0000",
		"{0x4c, 0, 'a'}":                   "4c0061",
		`"L\0\0\0\3"`:                      "4c00000003",
		`"hello"`:                          "68656c6c6f",
		`L"`:                               "",
		`\x4c\0\0`:                         "4c0000",
		`b'L\x00'`:                         "4c00",
		`$'L\x00'`:                         "4c00",
		"4c00 00 0300":                     "4c00000300",
		"0004 03 38":                       "00040338",
		"00000028 0003 0000":               "0000002800030000",
		"0000004c 00030000":                "0000004c00030000",
		"0000  4c 00 00 00\n0004  03":      "4c00000003",
		"4c 00\n00 00\n\n03":               "4c00000003",
		"00000000: 4c00 0000   L...":       "4c000000",
		strings.Repeat("4c", MaxPacket):    strings.Repeat("4c", MaxPacket),
		"[]byte{0x4c, 0x0, 0x0, 0x0, 0x3}": "4c00000003",
	} {
		got, err := Parse(s)
		if want == "" {
			if err == nil {
				t.Errorf("%q: %x", s, got)
			}
			continue
		}
		if err != nil || fmt.Sprintf("%x", got) != want {
			t.Errorf("%.80q: %.80x, %v, want %.80s", s, got, err, want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct {
		text         string
		line, column int
		class        error
		why          string
	}{
		{"", 1, 1, ErrSyntax, "there are no digits"},
		{"  \n", 1, 1, ErrSyntax, "there are no digits"},
		{"hello", 1, 1, ErrSyntax, `"h" is not a hexadecimal digit`},
		{"4c00 world", 1, 6, ErrSyntax, `"w" is not a hexadecimal digit`},
		{"0x4c0g", 1, 6, ErrSyntax, `"g" is not a hexadecimal digit`},
		{"0x", 1, 2, ErrSyntax, `"x" is not a hexadecimal digit`},
		{"4c0", 1, 1, ErrSyntax, `"4c0" has an odd number of digits, 3`},
		{"4c00\n0 00", 2, 1, ErrSyntax, `"0" has an odd number of digits, 1`},
		{"4c:0:00", 1, 4, ErrSyntax, "odd number of digits"},
		{"4c00-0000", 1, 5, ErrSyntax, `"-" is not`},
		{"b'\\x4c' b'\\x00'", 1, 1, ErrSyntax, "a second packet starts here"},
		{"0000 4c 00\n0000 4c 00", 2, 1, ErrSyntax, "a second packet starts here"},
		{`recvfrom(3, "L\0\0\0"..., 4096, 0, NULL, NULL) = 76`, 1, 1, ErrCut, "strace left bytes out"},
		{strings.Repeat("4c", MaxPacket+1), 1, 2*MaxPacket + 1, ErrSize, "more than 262144 bytes"},
	} {
		got, err := Parse(c.text)
		var e *Error
		if got != nil || !errors.As(err, &e) || e.Line != c.line || e.Column != c.column || !errors.Is(e, c.class) || !strings.Contains(e.Why, c.why) {
			t.Errorf("%.40q: %.40x, %v\nwant line %d, column %d: %s", c.text, got, err, c.line, c.column, c.why)
		}
	}
}
