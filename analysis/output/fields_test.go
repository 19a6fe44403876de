package output_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/output"
	"github.com/cnwire/cnwire/pcap"
)

// hostile is a pcapng whose texts hold what a terminal would obey.
func hostile(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	w := must(pcap.NewWriter(&b, pcap.WriterOptions{Format: "pcapng"}))(t)
	i := &pcap.Interface{LinkType: 253, Name: "n\x1b[32m\u009b0", Resolution: 6}
	p := &pcap.Packet{Data: cooked(11), Len: 16, Interface: i, Comments: []string{"a\tb\nc\x07,ž", "\xff\x7f\\"}}
	if err := w.WritePacket(p); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What hostile holds, for eyes.
const (
	hostileName     = `n\x1b[32m\xc2\x9b0`
	hostileComments = `a\tb\nc\x07,ž,\xff\x7f\`
)

// No text of a file reaches the terminal's ear, nor breaks a line.
func TestFieldsEscape(t *testing.T) {
	o := output.Options{Format: "fields", Fields: []string{"frame.interface_name", "frame.comment"}}
	if got, want := write(t, hostile(t), o), hostileName+"\t"+hostileComments+"\n"; got != want {
		t.Errorf("fields: %q, want %q", got, want)
	}
	o.Format = "csv"
	rows, err := csv.NewReader(strings.NewReader(write(t, hostile(t), o))).ReadAll()
	if err != nil || len(rows) != 2 || rows[1][0] != hostileName || rows[1][1] != hostileComments {
		t.Errorf("csv: %q, %v", rows, err)
	}
}

// So it is in the tree, where each comment has a line.
func TestTreeEscape(t *testing.T) {
	got := write(t, hostile(t), output.Options{Format: "text", Tree: true})
	for _, line := range []string{"frame.interface_name: " + hostileName, `frame.comment: a\tb\nc\x07,ž`, `frame.comment: \xff\x7f\`} {
		if !strings.Contains(got, "    "+line+"\n") {
			t.Errorf("no line %q in %q", line, got)
		}
	}
}
