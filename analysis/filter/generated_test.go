package filter_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/filter"
	"github.com/cnwire/cnwire/internal/testkit"
)

// grammar writes filters on the fields that tshark has too.
type grammar struct{ *rand.Rand }

func (g grammar) of(list ...string) string { return list[g.IntN(len(list))] }

// The constants are such that every comparison is true of some frames.
var (
	integers = []string{
		"frame.number", "frame.len", "frame.cap_len", "netlink.hatype", "netlink.family", "netlink.hdr_len",
		"netlink.hdr_type", "netlink.hdr_flags", "netlink.hdr_flags.request", "netlink.hdr_flags.ack", "netlink.hdr_seq", "netlink.hdr_pid",
	}
	constants = []string{"0", "1", "2", "3", "4", "5", "6", "0x7", "010", "0b1011", "16", "20", "'L'", "76", "92", "158", "168", "824", "-1", "-4"}
	operands  = []string{"0", "1", "2", "3", "4", "0x7", "010", "16", "76", "-1", "-4"}
	wide      = []string{"frame.number", "frame.len", "netlink.hdr_len", "netlink.hdr_seq", "netlink.hdr_pid"}
	offsets   = []string{"frame.time_relative", "frame.time_delta"}
	seconds   = []string{"0", "0.000000001", "0.5", "0.433954", "1", "1.5", "1.000000001", "2.25", "-0.5", "-1"}
	dates     = []string{`"2026-11-21 23:12:01"`, `"2026-11-21T23:12:01.5Z"`, `"Nov 21, 2026 23:12:02.5"`, `"2026-11-22T00:12:02+01:00"`, `"2026-11-21"`, "2026-11-22"}
	strs      = []string{"frame.protocols", "frame.comment", "frame.interface_name"}
	words     = []string{`"netlink:data"`, `"one"`, `"two words"`, `"THREE"`, `"nlmon0"`, `"netlink"`, `r"t"`, `"\x6f"`, `"data"`, `"m"`}
	octets    = []string{"frame[16:4]", "frame[20]", "frame[-1]", "frame[20-21]", "frame[36:]", "frame[:3]", "frame[0,15]", "netlink[14:2]", "frame[20:2][0]", "frame[24:4]", "netlink[-1]"}
	literals  = []string{"00", "4c:00:00:00", "4c", "0b", "03:00", "00:04:03", "00:0b", "00:0f", `"L\0"`, `"\x01"`, "0x03", "01.00.00.00", "05-00-00-00"}
	comparing = []string{"==", "!=", "===", "!==", "~=", ">", ">=", "<", "<=", "eq", "ne", "gt", "ge", "lt", "le", "any_eq", "all_ne", "all_eq", "any_ne"}
)

// filter writes a filter: tests joined to a depth.
func (g grammar) filter(depth int) string {
	if depth == 0 || g.IntN(3) == 0 {
		return g.test()
	}
	a, b := g.filter(depth-1), g.filter(depth-1)
	switch g.IntN(5) {
	case 0:
		return g.of("!", "not ", "! ") + a
	case 1:
		return g.of("!", "not ") + "(" + a + ")"
	case 2:
		return "(" + a + ") " + g.of("&&", "and") + " " + b
	}
	return a + " " + g.of("&&", "and", "||", "or") + " " + b
}

// test writes a comparison, a membership or a name.
func (g grammar) test() string {
	quantifier := g.of("", "", "", "any ", "all ")
	compare := " " + g.of(comparing...) + " "
	switch g.IntN(11) {
	case 0, 1:
		return quantifier + g.number(2) + compare + g.of(g.of(constants...), g.number(1))
	case 2:
		return quantifier + g.of(integers...) + compare + g.of(constants...)
	case 3:
		return g.of("", "any ") + g.of(integers...) + g.of(" in {", " not in {") + g.elements(constants) + "}"
	case 4:
		return quantifier + g.offset() + compare + g.of(g.of(seconds...), g.of(offsets...))
	case 5:
		return g.of("frame.time"+compare+g.of(dates...), "frame.time_epoch"+compare+g.of("1795302721", "1795302721.5", "1795302722", "0"), g.of(offsets...)+" in {"+g.elements(seconds)+"}", "frame.time in {"+g.elements(dates)+"}")
	case 6:
		text := g.of(g.of(strs...), "upper("+g.of(strs...)+")", "lower("+g.of(strs...)+")", "string("+g.of("frame.number", "netlink.hdr_seq")+")")
		return quantifier + text + g.of(compare, " contains ", " matches ", " ~ ") + g.of(words...)
	case 7:
		return quantifier + g.of(octets...) + g.of(compare, " contains ") + g.of(literals...)
	case 8:
		return g.of("frame", "netlink", g.of(strs...)+"[0:2]", g.of(octets...)) + " " + g.of("contains", "matches") + " " + g.of(`"L"`, `"\x0b"`, `"\0"`, `"t"`, `"[a-e]"`)
	case 9:
		return g.of(g.of(integers...), g.of(strs...), g.of(octets...), "netlink", "frame", "sll", "{"+g.number(2)+"}", "netlink.hdr_seq#1", "frame.number#[2:]", "frame[20] & 0x04")
	}
	return fmt.Sprintf("%s(%s)%s%s", g.of("len", "count"), g.of(append(strs, "netlink.hdr_seq", "frame", "netlink", "netlink.hdr_type")...), compare, g.of("0", "1", "2", "3", "12", "16", "92"))
}

// elements writes what a set holds.
func (g grammar) elements(of []string) string {
	var list []string
	for range 1 + g.IntN(3) {
		list = append(list, g.of(g.of(of...), g.of(of...)+" .. "+g.of(of...), g.of(of...)+".."+g.of(of...)))
	}
	return strings.Join(list, g.of(",", ", "))
}

// number writes arithmetic that starts with a field.
func (g grammar) number(depth int) string {
	field := g.of(g.of(integers...), "-"+g.of(integers...), "max("+g.of(wide...)+", "+g.of(wide...)+")", "abs("+g.of(integers...)+" - 20)", "count(netlink.hdr_seq)")
	if depth == 0 || g.IntN(3) == 0 {
		return field
	}
	right := g.of(g.of(operands...), g.number(depth-1), "{"+g.number(depth-1)+"}")
	return field + " " + g.of("+", "-", "*", "/", "%", "&", "bitwise_and") + " " + right
}

func (g grammar) offset() string {
	return g.of(g.of(offsets...), "-"+g.of(offsets...), "frame.time_relative - "+g.of("0.5", "1", "frame.time_relative"), g.of(offsets...)+" + "+g.of(seconds...), "min("+g.of(offsets...)+", 0.5)")
}

// TestTsharkGenerated holds filters that a grammar writes against tshark.
func TestTsharkGenerated(t *testing.T) {
	inZone(t, "UTC")
	g := grammar{rand.New(rand.NewPCG(253, 11))}
	var filters []string
	n := 800
	if !testkit.Deep {
		n = 150
	}
	for range n {
		filters = append(filters, g.filter(2))
	}
	some, refused := 0, 0
	for name, capture := range map[string][]byte{"odd": odd(t), "demo": captured(t, "demo-amd64-6.1.192-nlmon.pcap"), "socket": captured(t, "amd64-6.18.44-socket.pcap")} {
		frames := read(t, capture)
		for i, want := range shark(t, "UTC", capture, filters) {
			got := ours(filters[i], frames)
			if n := len(want.frames); n > 0 && n < len(frames) {
				some++
			}
			if want.refused {
				refused++
			}
			if !got.equal(want) {
				_, err := filter.Compile(filters[i])
				t.Errorf("%s: %s: %v, tshark %v (%v)", name, filters[i], got, want, err)
			}
		}
	}
	if some < len(filters)/3 || refused > len(filters)/2 {
		t.Errorf("of %d filters, three times each, %d choose some frames and not all, and %d are refused", len(filters), some, refused)
	}
}
