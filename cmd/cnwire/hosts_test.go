package main

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// part is the packets of a capture from one on and before another, of an
// interface that says whose it is.
type part struct {
	capture  []byte
	from, to int
	says     string
}

// saying writes a pcapng of parts, an interface each.
func saying(t *testing.T, name string, parts ...part) {
	t.Helper()
	var b bytes.Buffer
	w, err := pcap.NewWriter(&b, pcap.WriterOptions{Format: "pcapng"})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parts {
		r, err := pcap.NewReader(bytes.NewReader(p.capture))
		if err != nil {
			t.Fatal(err)
		}
		i := &pcap.Interface{LinkType: 253, SnapLen: 262144, Resolution: pcap.Microseconds, Comments: []string{p.says, "of a test"}}
		var packet pcap.Packet
		for n := 0; ; n++ {
			if err := r.Next(&packet); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			packet.Interface = i
			if n < p.from || n >= p.to {
				continue
			}
			if err := w.WritePacket(&packet); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// runs is what cnwire writes, and what it complains of.
func runs(t *testing.T, args ...string) (out, complaints string) {
	t.Helper()
	cmd := exec.Command("cnwire", args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	b, err := cmd.Output()
	if err != nil {
		t.Fatalf("%q: %v: %s", args, err, stderr.Bytes())
	}
	return string(b), stderr.String()
}

const (
	web   = "cnwire:1 host name=web id=0123456789abcdef0123456789abcdef boot=89abcdef0123456789abcdef01234567"
	again = "cnwire:1 host name=web id=0123456789abcdef0123456789abcdef boot=11111111111111111111111111111111"
	db    = "cnwire:1 host name=db id=ffffffffffffffffffffffffffffffff boot=22222222222222222222222222222222"
)

// TestIdentities: whose an interface is, is believed, against files and
// interfaces, also behind editcap and mergecap.
func TestIdentities(t *testing.T) {
	t.Chdir(t.TempDir())
	demo := corpus.Demo()
	socket, err := fs.ReadFile(corpus.FS(), "captures/amd64-6.18.44-socket.pcap")
	if err != nil {
		t.Fatal(err)
	}
	const all = 1 << 20
	saying(t, "web.pcapng", part{demo, 0, all, web})
	saying(t, "web1.pcapng", part{demo, 0, 16, web})
	saying(t, "web2.pcapng", part{demo, 16, 20, web}, part{demo, 20, all, web})
	saying(t, "again.pcapng", part{demo, 0, all, again})
	saying(t, "db.pcapng", part{socket, 0, all, db})
	for name, b := range map[string][]byte{"demo.pcap": demo, "socket.pcap": socket} {
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	editcap := needs.Tool(t, "editcap", "what it makes of identities of hosts is not read.")
	mergecap := needs.Tool(t, "mergecap", "what it makes of identities of hosts is not read.")
	tool(t, ".", editcap, "web2.pcapng", "edited.pcapng", "1000") // a frame that is not there
	tool(t, ".", mergecap, "-w", "rotated.pcapng", "web1.pcapng", "web2.pcapng")
	tool(t, ".", mergecap, "-w", "two.pcapng", "web.pcapng", "db.pcapng")
	tool(t, ".", mergecap, "-w", "boots.pcapng", "web.pcapng", "again.pcapng")
	runs(t, "merge", "-w", "ours.pcapng", "db.pcapng", "web1.pcapng", "web2.pcapng")
	runs(t, "merge", "-w", "oursboots.pcapng", "web.pcapng", "again.pcapng")
	runs(t, "merge", "-w", "oursmixed.pcapng", "web.pcapng", "socket.pcap")

	columns := []string{"ps", "-T", "csv", "-e", "pid", "-e", "ppid", "-e", "start_ns", "-e", "end_ns", "-e", "fate", "-e", "comm", "-e", "partial", "-e", "threads", "--sort", "start_ns"}
	web0, _ := runs(t, append(columns, "demo.pcap")...)
	db0, _ := runs(t, append(columns, "socket.pcap")...)
	for _, c := range []struct {
		args string // words

		of map[string]string
	}{
		{"web.pcapng", map[string]string{"web": web0}},
		{"web1.pcapng web2.pcapng", map[string]string{"web": web0}},
		{"web1.pcapng edited.pcapng", map[string]string{"web": web0}},
		{"rotated.pcapng", map[string]string{"web": web0}},
		{"--host-by interface web1.pcapng web2.pcapng", map[string]string{"web": web0}},
		{"--host-by none web1.pcapng web2.pcapng", map[string]string{"web": web0}},
		{"web.pcapng db.pcapng", map[string]string{"web": web0, "db": db0}},
		{"two.pcapng", map[string]string{"web": web0, "db": db0}},
		{"ours.pcapng", map[string]string{"web": web0, "db": db0}},
		{"ours.pcapng web2.pcapng", map[string]string{"web": web0, "db": db0}}, // frames again
		{"web.pcapng again.pcapng", map[string]string{"web": web0, "web boot 11111111": web0}},
		{"boots.pcapng", map[string]string{"web": web0, "web boot 11111111": web0}},
		{"oursboots.pcapng", map[string]string{"web": web0, "web boot 11111111": web0}},
		{"oursmixed.pcapng", map[string]string{"web": web0, "socket.pcap": db0}},
		{"web.pcapng socket.pcap", map[string]string{"web": web0, "socket.pcap": db0}},
		{"--host-by interface web.pcapng socket.pcap", map[string]string{"web": web0, "interface 0": db0}},
	} {
		args := strings.Fields(c.args)
		for name, want := range c.of {
			out, complaints := runs(t, append(append(append([]string{}, columns...), "-e", "host"), args...)...)
			head, rows, _ := strings.Cut(out, "\n")
			got := strings.TrimSuffix(head, ",host") + "\n"
			for row := range strings.Lines(rows) {
				if mine, ok := strings.CutSuffix(row, ","+name+"\n"); ok {
					got += mine + "\n"
				}
			}
			if got != want {
				t.Errorf("%s, %s: %s\nwant\n%s", c.args, name, got, want)
			}
			if strings.Contains(complaints, "--host-by") {
				t.Errorf("%s: %s", c.args, complaints)
			}
			if plain, _ := runs(t, append([]string{"ps", "-T", "csv"}, args...)...); strings.HasPrefix(plain, "host,") != (len(c.of) > 1) {
				t.Errorf("%s: the columns are %.40q", c.args, plain)
			}
		}
	}
	// What was said is there to the byte, beside what is people's.
	for _, name := range []string{"ours.pcapng", "oursboots.pcapng", "two.pcapng"} {
		out, _ := runs(t, "info", name)
		if !strings.Contains(out, web) || !strings.Contains(out, "of a test") || strings.Contains(out, "host name=web.pcapng") {
			t.Errorf("%s: %s", name, out)
		}
	}
}

// TestMergedStatistics: what an interface counted stands with it in what is merged,
// and makes no other one.
func TestMergedStatistics(t *testing.T) {
	t.Chdir(t.TempDir())
	for file, dropped := range map[string]uint64{"a.pcapng": 5, "b.pcapng": 7} {
		var b bytes.Buffer
		w, err := pcap.NewWriter(&b, pcap.WriterOptions{Format: "pcapng"})
		if err != nil {
			t.Fatal(err)
		}
		i := &pcap.Interface{LinkType: 253, SnapLen: 262144, Resolution: pcap.Microseconds}
		data := corpus.Demo()[40:96]
		for n := range 2 {
			if err := w.WritePacket(&pcap.Packet{Data: data, Len: uint32(len(data)), Interface: i, Time: time.Unix(1000+int64(n), 0)}); err != nil {
				t.Fatal(err)
			}
			if err := w.WriteStatistics(i, &pcap.Statistics{Time: time.Unix(1000+int64(n), 0), Dropped: pcap.Of(dropped)}); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	runs(t, "merge", "-w", "m.pcapng", "a.pcapng", "b.pcapng")
	out, _ := runs(t, "info", "m.pcapng")
	var got []string
	for line := range strings.Lines(out) {
		line = strings.Join(strings.Fields(line), " ")
		if strings.HasPrefix(line, "Interface ") || strings.Contains(line, "host name=") || strings.Contains(line, "dropped by") {
			got = append(got, strings.TrimPrefix(strings.Split(line, " link")[0], "comment: cnwire:1 "))
		}
	}
	want := "Interface 0, host name=a.pcapng, 5 frames dropped by the interface, it says, Interface 1, host name=b.pcapng, 7 frames dropped by the interface, it says"
	if strings.Join(got, ", ") != want {
		t.Errorf("%q, want %q", got, want)
	}
}
