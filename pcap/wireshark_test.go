package pcap

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/internal/testkit"
)

const why = "what it reads of our files, and we of its, is not compared."

// tool runs a program that was asked for and gives what it prints.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	c := exec.Command(needs.Tool(t, name, why), args...)
	c.Env = append(os.Environ(), "TZ=UTC", "LC_ALL=C")
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Run(); err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, errs.String())
	}
	return out.String()
}

func save(t *testing.T, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func load(t *testing.T, path string) []Packet {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	packets, r := whole(t, b)
	if n := r.Notes(); len(n) > 0 {
		t.Errorf("%s: %v", path, n)
	}
	return packets
}

// sameFrames compares what every format keeps of packets, with times rounded
// down to the unit of the format.
func sameFrames(want, got []Packet, unit time.Duration) string {
	if len(want) != len(got) {
		return fmt.Sprint(len(got), " frames, not ", len(want))
	}
	for n, p := range got {
		q := want[n]
		q.Time = q.Time.Truncate(unit)
		if !bytes.Equal(p.Data, q.Data) || p.Len != q.Len || !p.Time.Equal(q.Time) {
			return fmt.Sprintf("frame %d is %v %d % x\nnot %v %d % x", n+1, p.Time, p.Len, p.Data, q.Time, q.Len, q.Data)
		}
	}
	return ""
}

// unitOf is the unit of what can be told in a format.
func unitOf(format string, packets []Packet) time.Duration {
	if format == "nsecpcap" || format == "pcapng" && packets[0].Interface.Resolution == Nanoseconds {
		return time.Nanosecond
	}
	return time.Microsecond
}

// TestEditcapWrites reads every capture of the corpus in each format that
// editcap writes and we read.
func TestEditcapWrites(t *testing.T) {
	needs.Tool(t, "editcap", why)
	for _, c := range captures(t) {
		in := save(t, "in", c.b)
		want, _ := whole(t, c.b)
		for _, format := range []string{"pcap", "nsecpcap", "modpcap", "pcapng"} {
			out := filepath.Join(t.TempDir(), "out")
			tool(t, "editcap", "-F", format, in, out)
			got := load(t, out)
			if d := sameFrames(want, got, unitOf(format, want)); d != "" || got[0].Interface.LinkType != 253 {
				t.Errorf("%s as %s: %s", c.name, format, d)
			}
			r, _ := NewReader(bytes.NewReader(must(os.ReadFile(out))(t)))
			check(t, "format", format, r.Format())
		}
	}
}

// must ends the test on an error.
func must[T any](v T, err error) func(testkit.TB) T { return testkit.Must(v, err) }

// TestEditcapReads has editcap read each of our formats in each order.
func TestEditcapReads(t *testing.T) {
	needs.Tool(t, "editcap", why)
	packets, _ := whole(t, sample(false).b)
	packets = slices.DeleteFunc(packets, func(p Packet) bool { return p.Time.IsZero() }) // it has no form for those
	i := packets[0].Interface
	for n := range packets {
		packets[n].Interface = i
	}
	for _, format := range []string{"pcap", "nsecpcap", "modpcap", "pcapng"} {
		for _, big := range []bool{false, true} {
			b, _ := written(t, WriterOptions{Format: format, BigEndian: big}, packets...)
			out := filepath.Join(t.TempDir(), "out")
			tool(t, "editcap", "-F", "nsecpcap", save(t, "in", b), out)
			if d := sameFrames(packets, load(t, out), unitOf(format, packets)); d != "" {
				t.Errorf("%s, big %v: %s", format, big, d)
			}
		}
	}
}

// TestMergecap reads what mergecap makes of captures of both orders and of two
// link types.
func TestMergecap(t *testing.T) {
	needs.Tool(t, "mergecap", why)
	all := captures(t)
	packets, _ := whole(t, all[0].b)
	packets = packets[:50]
	other := *packets[0].Interface
	other.LinkType = 113
	sll := slices.Clone(packets[:10])
	for n := range sll {
		sll[n].Interface = &other
	}
	a, _ := written(t, WriterOptions{}, packets...)
	b, _ := written(t, WriterOptions{BigEndian: true}, packets...)
	c, _ := written(t, WriterOptions{Format: "pcapng", BigEndian: true}, sll...)
	out := filepath.Join(t.TempDir(), "out")
	tool(t, "mergecap", "-a", "-F", "pcapng", "-w", out, save(t, "a", a), save(t, "b", b), save(t, "c", c))
	got := load(t, out)
	if d := sameFrames(slices.Concat(packets, packets, sll), got, 1); d != "" {
		t.Fatal(d)
	}
	check(t, "link types", []LinkType{253, 253, 113}, []LinkType{got[0].Interface.LinkType, got[50].Interface.LinkType, got[100].Interface.LinkType})
	// And what we copy of it, mergecap reads again.
	again := copied(t, must(os.ReadFile(out))(t), WriterOptions{}, nil)
	second := filepath.Join(t.TempDir(), "second")
	tool(t, "mergecap", "-a", "-F", "pcapng", "-w", second, save(t, "again", again))
	if d := sameFrames(got, load(t, second), 1); d != "" {
		t.Error(d)
	}
}

// TestCapinfos compares counts, sizes, link types and times.
func TestCapinfos(t *testing.T) {
	needs.Tool(t, "capinfos", why)
	for _, c := range captures(t) {
		packets, _ := whole(t, c.b)
		for _, o := range []WriterOptions{{}, {Format: "nsecpcap", BigEndian: true}, {Format: "modpcap"}, {Format: "pcapng"}, {Format: "pcapng", BigEndian: true}} {
			b, _ := written(t, o, packets...)
			out := tool(t, "capinfos", "-TrmSM", "-c", "-d", "-a", "-e", "-E", save(t, "in", b))
			size := 0
			first, last := packets[0].Time, packets[0].Time
			for _, p := range packets {
				size += int(p.Len)
				if p.Time.Before(first) {
					first = p.Time
				}
				if p.Time.After(last) {
					last = p.Time
				}
			}
			row := strings.Split(strings.TrimSpace(out), ",")[1:]
			from, _ := strconv.ParseFloat(row[3], 64)
			to, _ := strconv.ParseFloat(row[4], 64)
			got := []string{row[0], row[1], row[2], fmt.Sprintf("%.5f", from), fmt.Sprintf("%.5f", to)}
			want := []string{"netlink", fmt.Sprint(len(packets)), fmt.Sprint(size), seconds(first), seconds(last)}
			check(t, c.name+" as "+o.Format, want, got)
		}
	}
}

func seconds(t time.Time) string {
	return fmt.Sprintf("%.5f", float64(t.Unix())+float64(t.Nanosecond())/1e9)
}
