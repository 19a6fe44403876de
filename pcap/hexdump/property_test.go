package hexdump

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"pgregory.net/rapid"
)

// packets draws bytes that are like messages, with few values and long runs, or
// like anything.
func packets(minimum int) *rapid.Generator[[]byte] {
	return rapid.Custom(func(t *rapid.T) []byte {
		some := rapid.SampledFrom([]byte{0, 0, 0, 1, 4, 8, 10, 16, 32, '"', '\\', '|', 'a', '4', ' ', 0x4c, 0x7f, 0x80, 0xff})
		if rapid.Bool().Draw(t, "any") {
			some = rapid.Byte()
		}
		return rapid.SliceOfN(some, minimum, 150).Draw(t, "bytes")
	})
}

// TestWriters reads back what each form prints.
func TestWriters(t *testing.T) {
	for _, w := range writers {
		t.Run(w.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) { mixture(t, rapid.Just(w)) })
		})
	}
}

// TestMixtures prints packets in any mixture of forms.
func TestMixtures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { mixture(t, rapid.SampledFrom(writers)) })
}

// mixture prints some packets one behind the other, with and without other
// lines between them, and reads them back.
func mixture(t *rapid.T, which *rapid.Generator[writer]) {
	var text strings.Builder
	var want []Dump
	for range rapid.IntRange(1, 4).Draw(t, "packets") {
		w := which.Draw(t, "writer")
		b := packets(w.minimum).Draw(t, "packet")
		text.WriteString(rapid.SampledFrom([]string{"", "\n", "as we saw:\n", "# 3 packets\n\n"}).Draw(t, "between"))
		text.WriteString(w.write(b))
		want = append(want, Dump{Data: b, Format: w.format})
	}
	list, faults := readAll(NewReader(strings.NewReader(text.String())))
	if len(faults) > 0 {
		t.Fatalf("%v\n%s", faults[0], text.String())
	}
	if len(list) != len(want) {
		t.Fatalf("%d packets, want %d\n%s", len(list), len(want), text.String())
	}
	line := 0
	for i, d := range list {
		if !bytes.Equal(d.Data, want[i].Data) || d.Len != len(d.Data) || d.Format != want[i].Format {
			t.Fatalf("packet %d is %s, %d bytes %x\nwant %s %x\n%s", i, d.Format, d.Len, d.Data, want[i].Format, want[i].Data, text.String())
		}
		if d.Line <= line {
			t.Fatalf("line %d after line %d\n%s", d.Line, line, text.String())
		}
		line = d.Line
	}
}

// TestStars leaves out repeated lines, as od, hexdump and xxd -a do.
func TestStars(t *testing.T) {
	stars := 0
	rapid.Check(t, func(t *rapid.T) {
		var b []byte
		for range rapid.IntRange(1, 5).Draw(t, "runs") {
			line := rapid.SliceOfN(rapid.SampledFrom([]byte{0, 1, 'a'}), 16, 16).Draw(t, "line")
			b = append(b, bytes.Repeat(line, rapid.IntRange(1, 40).Draw(t, "times"))...)
		}
		b = append(b, rapid.SliceOfN(rapid.Byte(), 1, 16).Draw(t, "end")...)
		offset := rapid.SampledFrom([]string{"%06x ", "%07o ", "%07d ", "%08x  ", "%08x: "}).Draw(t, "offset")
		var text strings.Builder
		var last []byte
		star := false
		for at := 0; at < len(b); at += 16 {
			row := b[at:min(at+16, len(b))]
			if bytes.Equal(row, last) && at+16 < len(b) {
				if !star {
					text.WriteString("*\n")
					stars++
				}
				star = true
				continue
			}
			star, last = false, row
			fmt.Fprintf(&text, offset+"% x\n", at, row)
		}
		if offset[len(offset)-2] != ':' {
			text.WriteString(strings.TrimSpace(fmt.Sprintf(offset, len(b))) + "\n")
		}
		list, faults := readAll(NewReader(strings.NewReader(text.String())))
		if len(faults) == 1 && errors.Is(faults[0], ErrForm) && strings.Contains(faults[0].Why, "both fit") && offset != "%06x " && offset != "%08x  " {
			return // what a person could not tell either
		}
		if len(faults) > 0 || len(list) != 1 || !bytes.Equal(list[0].Data, b) {
			t.Fatalf("%v, %d packets\n%s", faults, len(list), text.String())
		}
	})
	if !testkit.Few() && stars < 50 {
		t.Errorf("%d stars", stars)
	}
}

// TestParseProperty gives Parse every form.
func TestParseProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := packets(1).Draw(t, "packet")
		for _, s := range []string{
			hex.EncodeToString(b), strings.ToUpper(hex.EncodeToString(b)), fmt.Sprintf("% x", b), "0x" + hex.EncodeToString(b),
			strings.ReplaceAll(fmt.Sprintf("% x", b), " ", ":"), strings.ReplaceAll(fmt.Sprintf("% x", b), " ", ", "),
			strings.ReplaceAll(fmt.Sprintf("% x", b), " ", "\n"), numbers(b, "", `\x%02x`, "\n"), numbers(b, "", "0x%02x, ", "\n"),
		} {
			got, err := Parse(s)
			if err != nil || !bytes.Equal(got, b) {
				t.Fatalf("%q\n%x, %v, want\n%x", s, got, err, b)
			}
		}
		w := rapid.SampledFrom(writers).Draw(t, "writer")
		if len(b) < w.minimum || strings.HasPrefix(w.name, "tcpdump") || strings.HasPrefix(w.name, "strace dump") || w.name == "C array" || w.name == "Python" {
			return // which have a line of text, and Parse wants none
		}
		if got, err := Parse(w.write(b)); err != nil || !bytes.Equal(got, b) {
			t.Fatalf("%s\n%x, %v, want\n%x", w.write(b), got, err, b)
		}
	})
}
