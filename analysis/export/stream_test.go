package export_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/pcap"
)

// named is what docs/formats.md says that a reading is called.
func named(line string, at time.Time, data []byte) string {
	when := ""
	if !at.IsZero() {
		when = fmt.Sprint(at.UnixNano())
	}
	sum := sha256.Sum256(append([]byte(line+"\n"+when+"\n"), data...))
	return hex.EncodeToString(sum[:])[:16]
}

// All rows of a reading have its name, in each table, but for notes on files; it is that
// of the first frame.
func TestStream(t *testing.T) {
	files := several(t)
	var first pcap.Packet
	for _, f := range files {
		r, err := pcap.NewReader(bytes.NewReader(f.b))
		if err != nil {
			continue
		}
		var p pcap.Packet
		testkit.Must(0, r.Next(&p))(t)
		if first.Data == nil || p.Time.Before(first.Time) {
			first = p
			first.Data = bytes.Clone(p.Data)
		}
	}
	want := named("", first.Time, first.Data)
	for k, b := range tables(t, export.NewCSV, export.Kinds(), source.Options{}, files...) {
		rows, none := cells(t, b), 0
		for _, r := range rows {
			if r["file"] != "" {
				if none++; r["stream"] != "" {
					t.Errorf("%s: a file is of a stream: %v", k, r)
				}
			} else if r["stream"] != want {
				t.Errorf("%s: stream %q, want %s: %v", k, r["stream"], want, r)
			}
		}
		if len(rows) == 0 || (none > 0) != (k == export.Notes) {
			t.Errorf("%s: %d rows, %d of files", k, len(rows), none)
		}
	}
}

// The first line of kind host names the reading too, and where nothing says when the frame
// was captured there is no time: two recorders that see the same are two.
func TestStreamOfLines(t *testing.T) {
	const line = "cnwire:1 host name=a id=00 boot=11 monotonic=5 boottime=5 realtime=9"
	event := octets.Event(t, binary.LittleEndian, 2, octets.Set{"process_pid": 9, "process_tgid": 9})
	data := octets.Cooked(11, octets.Message(t, binary.LittleEndian, octets.Set{"nlmsg_type": 3}, event))
	packet := func(comments ...string) pcap.Packet {
		return pcap.Packet{Data: data, Interface: &pcap.Interface{LinkType: pcap.LinkTypeNetlink, Resolution: pcap.Nanoseconds, Comments: comments}}
	}
	at := time.Unix(1795302721, 656000000)
	seen := map[string]bool{}
	for _, c := range []struct {
		line     string
		at       time.Time
		comments []string
	}{
		{"", at, nil}, {"", at.Add(time.Nanosecond * 1000), nil}, {line, at, []string{"of a person", "x\n" + line + "\ncnwire:1 host name=b"}},
		{line + " mask=all", at, []string{line + " mask=all"}},
	} {
		p := packet(c.comments...)
		p.Time, p.Len = c.at, uint32(len(p.Data))
		b := pcapng(t, []pcap.Packet{p})
		rows := cells(t, tables(t, export.NewCSV, []export.Kind{export.Events}, source.Options{}, file{"a", b})[export.Events])
		if len(rows) != 1 || rows[0]["stream"] != named(c.line, c.at, p.Data) || seen[rows[0]["stream"]] {
			t.Errorf("%q: %s, want %s", c.comments, rows[0]["stream"], named(c.line, c.at, p.Data))
		}
		seen[rows[0]["stream"]] = true
	}
}
