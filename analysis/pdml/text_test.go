package pdml_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/pdml"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/pcap"
)

// list makes the printer of PSML.
func list(w *bufio.Writer) printer { return pdml.NewList(w, analysis.Columns{}) }

// ng is a pcapng of packets of one interface.
func ng(t testkit.TB, face *pcap.Interface, packets ...*pcap.Packet) []byte {
	t.Helper()
	var b bytes.Buffer
	w := must(pcap.NewWriter(&b, pcap.WriterOptions{Format: "pcapng"}))(t)
	for _, p := range packets {
		p.Interface = face
		if err := w.WritePacket(p); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// find returns the elements with a name, in their order.
func (e *element) find(called string) (found []*element) {
	for _, in := range e.inside {
		if in.called == called {
			found = append(found, in)
		}
		found = append(found, in.find(called)...)
	}
	return found
}

// texts are hostile texts of a capture and what stands in an attribute for them.
// Control characters are no XML, in no spelling, as U+FFFE and U+FFFF are not.
var texts = [][2]string{
	{`<a> & "b" 'c'`, `<a> & "b" 'c'`},
	{"]]> -->", "]]> -->"},
	{"a\tb\nc\rd", `a\tb\nc\rd`},
	{"\x1b[31m\x01\x7f", `\x1b[31m\x01\x7f`},
	{"\xff\xc0", `\xff\xc0`},
	{"\xef\xbf\xbe \xef\xbf\xbf", `\xef\xbf\xbe \xef\xbf\xbf`},
	{"\xed\xa0\x80", `\xed\xa0\x80`}, // half of a surrogate pair
	{"ž 😀 \u202e", `ž 😀 \xe2\x80\xae`},
	{`\x1b &lt; \`, `\x1b &lt; \`},
}

func TestTexts(t *testing.T) {
	for _, c := range texts {
		packet := &pcap.Packet{Data: octets.Cooked(11), Len: 16, Comments: []string{c[0]}}
		capture := ng(t, &pcap.Interface{LinkType: pcap.LinkTypeNetlink, Name: c[0], Description: c[0]}, packet)
		doc := parse(t, write(t, capture, whole))
		for _, name := range []string{"frame.comment", "frame.interface_name", "frame.interface_description"} {
			if found := doc.find(name); len(found) != 1 || found[0].attr("show") != c[1] || !strings.HasSuffix(found[0].attr("showname"), c[1]) {
				t.Errorf("%s of %q: %+v, want %q", name, c[0], found, c[1])
			}
		}
		title := doc.find("frame")[0].attr("showname")
		if !strings.HasSuffix(title, " on interface "+c[1]+", id 0") {
			t.Errorf("%q: %q", c[0], title)
		}
		alone := func(w *bufio.Writer) printer {
			return pdml.New(w, []*analysis.Field{analysis.MustLookup("frame.comment")})
		}
		if found := parse(t, write(t, capture, alone)).find("frame.comment"); len(found) != 1 || found[0].attr("value") != c[1] {
			t.Errorf("-e of %q: %+v, want %q", c[0], found, c[1])
		}
	}
}

// TestSharkTexts: tshark leaves what moves the line in its text, and shortens bytes
// that do not print; what XML has a spelling for is the same.
func TestSharkTexts(t *testing.T) {
	cases := []struct{ text, tshark, ours string }{
		{`<a> & "b" 'c' ž`, `<a> & "b" 'c' ž`, `<a> & "b" 'c' ž`},
		{"a\tb\nc\x01", "a\tb\nc\\x1", `a\tb\nc\x01`},
	}
	var packets []*pcap.Packet
	for _, c := range cases {
		packets = append(packets, &pcap.Packet{Data: octets.Cooked(11), Len: 16, Comments: []string{c.text}})
	}
	capture := ng(t, &pcap.Interface{LinkType: pcap.LinkTypeNetlink}, packets...)
	theirs := parse(t, theShark(t).run(t, capture, "-T", "pdml")).find("frame.comment")
	ours := parse(t, write(t, capture, whole)).find("frame.comment")
	for i, c := range cases {
		if got := theirs[i].attr("show"); got != c.tshark {
			t.Errorf("tshark shows %q as %q, not %q", c.text, got, c.tshark)
		}
		if got := ours[i].attr("show"); got != c.ours {
			t.Errorf("we show %q as %q, not %q", c.text, got, c.ours)
		}
	}
}

// TestAlwaysXML: whatever a capture holds, both documents are well-formed, and have a
// packet for each frame.
func TestAlwaysXML(t *testing.T) {
	var sound [][]byte
	octets.EachCaptured(t, func(c *octets.Captured) {
		if len(sound) < 3000 {
			sound = append(sound, c.Data)
		}
	})
	rounds := 1000
	switch {
	case testing.Short():
		rounds = 200
	case testkit.Deep:
		rounds = 5000
	}
	r := rand.New(rand.NewPCG(14, 4))
	forbidden, wrong, events := 0, 0, 0
	for range rounds {
		var packets []*pcap.Packet
		for range 1 + r.IntN(3) {
			b := slices.Clone(sound[r.IntN(len(sound))])
			for range r.IntN(6) {
				b[r.IntN(len(b))] = byte(r.IntN(256))
			}
			b = b[:len(b)-r.IntN(2)*r.IntN(len(b)+1)]
			if comm := anything(r); len(b) > len(comm) && r.IntN(2) == 0 {
				copy(b[len(b)-len(comm):], comm)
			}
			packets = append(packets, &pcap.Packet{Data: b, Len: uint32(len(b) + r.IntN(2)*r.IntN(9)), Comments: []string{anything(r), anything(r)}[:r.IntN(3)]})
		}
		face := &pcap.Interface{LinkType: []pcap.LinkType{253, 113, 276, 1}[r.IntN(4)], Name: anything(r), Description: anything(r)}
		capture := ng(t, face, packets...)
		for of, print := range map[string]func(*bufio.Writer) printer{"pdml": whole, "psml": list} {
			text := write(t, capture, print)
			forbidden += strings.Count(text, `\xef\xbf\xb`)
			wrong += strings.Count(text, "_ws.malformed")
			events += strings.Count(text, `name="cn_proc.fork"`)
			doc := parse(t, text)
			if len(doc.inside) != 1 || doc.inside[0].name != of {
				t.Fatalf("no %s", of)
			}
			n := 0
			for _, e := range doc.inside[0].inside {
				if e.name == "packet" {
					n++
				}
			}
			if n != len(packets) {
				t.Fatalf("%s: %d packets of %d frames", of, n, len(packets))
			}
		}
	}
	if forbidden < rounds/10 || wrong < rounds/10 || events < rounds/10 {
		t.Errorf("%d characters that XML forbids, %d wrong frames and %d events in %d rounds", forbidden, wrong, events, rounds)
	}
}

// anything is a text that may hold what XML knows, what it forbids, and bytes that
// are no UTF-8.
func anything(r *rand.Rand) string {
	odd := []string{"<", ">", "&", `"`, "'", "\x01", "\x1b", "\n", "\ufffe", "\uffff", "\\", "\xff", "\xed\xa0\x80", "\u202e", "\U0010ffff", "]]>", "-->", "a", "ž"}
	text := ""
	for range r.IntN(8) {
		text += odd[r.IntN(len(odd))]
	}
	return text
}

// Without a frame there is a whole document all the same.
func TestNoFrames(t *testing.T) {
	capture := octets.Pcap(binary.LittleEndian, false)
	if doc := parse(t, write(t, capture, whole)); len(doc.inside) != 1 || doc.inside[0].name != "pdml" || len(doc.inside[0].inside) != 0 {
		t.Errorf("pdml: %+v", doc.inside)
	}
	if doc := parse(t, write(t, capture, list)); len(doc.inside) != 1 || doc.inside[0].name != "psml" || len(doc.inside[0].inside) != 1 {
		t.Errorf("psml: %+v", doc.inside)
	}
}
