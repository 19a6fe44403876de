package rewrite_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rewrite"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/spec"
	"pgregory.net/rapid"
)

func lines(list []rewrite.Difference) string {
	var s strings.Builder
	for _, d := range list {
		fmt.Fprintf(&s, "%s %d at %d %d: %q %q\n", d.Name, d.Nth, d.OffA, d.OffB, d.A, d.B)
	}
	return s.String()
}

// TestDiffDemo changes the end of process 132, which SPEC.md has byte by byte.
func TestDiffDemo(t *testing.T) {
	f := demo(t, 17)
	change := func(do func(p *packet)) *analysis.Frame {
		p := packet{bytes.Clone(f.Data), int(f.Len), f.Interface.LinkType, f.Time}
		do(&p)
		return open(t, p, analysis.Frames{})
	}
	comm := func(name string) *analysis.Frame {
		return change(func(p *packet) {
			clear(p.data[68:])
			copy(p.data[52:], "\x00\x02\x00\x00") // PROC_EVENT_COMM
			copy(p.data[76:], name)
		})
	}
	comments := func(c ...string) *analysis.Frame {
		g := change(func(*packet) {})
		g.Comments = c
		return g
	}
	for _, c := range []struct {
		name, want string
		a, b       *analysis.Frame
	}{
		{"nothing", "", f, change(func(p *packet) {})},
		{"a number", "cn_proc.exit.exit_code 1 at 76 76: \"768\" \"1024\"\n", f,
			change(func(p *packet) { p.data[77]++ })},
		{"time", "frame.time_epoch 1 at -1 -1: \"5.000000007\" \"5.000000008\"\n",
			change(func(p *packet) { p.time = time.Unix(5, 7) }),
			change(func(p *packet) { p.time = time.Unix(5, 8) })},
		{"length", "frame.len 1 at -1 -1: \"92\" \"93\"\n", f, change(func(p *packet) { p.wire++ })},
		{"comments", "frame.comment 2 at -1 -1: \"\" \"two\"\n", comments("one"), comments("one", "two")},
		{"a cut", "frame.cap_len 1 at -1 -1: \"92\" \"86\"\n" +
			"cn_proc.exit.parent_pid 1 at 84 -1: \"1\" \"\"\n" +
			"cut 1 at -1 84: \"\" \"01:00\"\n" +
			"cn_proc.exit.parent_tgid 1 at 88 -1: \"1\" \"\"\n", f,
			change(func(p *packet) { p.data = p.data[:86] })},
		{"names", "cn_proc.comm.comm 1 at 76 76: \"sh\" \"ash\"\n", comm("sh"), comm("ash")},
		{"behind the NUL", "cn_proc.comm.comm 1 at 76 76: \"73:68:00:00:00:00:00:00:00:00:00:00:00:00:00:00\"" +
			" \"73:68:00:78:00:00:00:00:00:00:00:00:00:00:00:00\"\n", comm("sh"), comm("sh\x00x")},
		{"an event", "cn_proc.what 1 at 52 52: \"0x00000200\" \"0x00000002\"\n" +
			"cn_proc.comm.process_pid 1 at 68 -1: \"0\" \"\"\n" +
			"cn_proc.exec.process_pid 1 at -1 68: \"\" \"0\"\n" +
			"cn_proc.comm.process_tgid 1 at 72 -1: \"0\" \"\"\n" +
			"cn_proc.exec.process_tgid 1 at -1 72: \"\" \"0\"\n" +
			"cn_proc.comm.comm 1 at 76 -1: \"\" \"\"\n" +
			"rest 1 at -1 76: \"\" \"00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00\"\n", comm(""),
			change(func(p *packet) { clear(p.data[68:]); copy(p.data[52:], "\x02\x00\x00\x00") })},
		{"link types", "link type 1 at -1 -1: \"1\" \"2\"\n",
			change(func(p *packet) { p.link = 1 }),
			change(func(p *packet) { p.link = 2 })},
	} {
		if got := lines(rewrite.Diff(c.a, c.b)); got != c.want {
			t.Errorf("%s:\n%swant\n%s", c.name, got, c.want)
		}
	}
}

// TestDiffReadings has the same bytes read in two ways.
func TestDiffReadings(t *testing.T) {
	f := demo(t, 17)
	p := packet{f.Data, int(f.Len), f.Interface.LinkType, f.Time}
	big := rewrite.Diff(f, open(t, p, analysis.Frames{Order: codec.BigEndian}))
	if len(big) < 5 || big[0].Name != "byte order" || big[0].A != "little" || big[0].B != "big" {
		t.Errorf("in another order:\n%s", lines(big))
	}
	old := rewrite.Diff(f, open(t, p, analysis.Frames{Layout: codec.ProcLayoutTimespec64}))
	if len(old) < 3 || old[0].Name != "cn_proc.timestamp_ns" || old[1].Name != "cn_proc.tv_sec" {
		t.Errorf("in another layout:\n%s", lines(old))
	}
	p.data, p.wire = p.data[:f.Base], f.Base
	empty := func(o codec.Order) *analysis.Frame { return open(t, p, analysis.Frames{Order: o}) }
	if d := rewrite.Diff(empty(codec.LittleEndian), empty(codec.BigEndian)); d != nil {
		t.Errorf("nothing in two orders:\n%s", lines(d))
	}
}

// TestDiffOccurrences has two messages in one datagram against one of them.
func TestDiffOccurrences(t *testing.T) {
	o := byteOrder(codec.LittleEndian)
	id := map[string]uint64{"id.idx": 1, "id.val": 1}
	message := func(op byte) []byte {
		b, err := spec.Default().Message(o, nil, id, []byte{op, 0, 0, 0})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	frame := func(b ...[]byte) *analysis.Frame {
		return open(t, netlink(codec.FamilyConnector, slices.Concat(b...)), analysis.Frames{})
	}
	list := rewrite.Diff(frame(message(1), message(2)), frame(message(1), message(1)))
	if want := "cn_proc.mcast_op 2 at 92 92: \"2\" \"1\"\n"; lines(list) != want {
		t.Errorf("%swant %s", lines(list), want)
	}
	list = rewrite.Diff(frame(message(1)), frame(message(1), message(2)))
	for _, d := range list[2:] {
		if d.Nth != 2 || d.OffA != -1 || d.OffB < 56 || d.A != "" {
			t.Errorf("%+v", d)
		}
	}
	if len(list) != 2+5+6+1 { // frame.len, frame.cap_len; nlmsghdr, cn_msg, mcast_op
		t.Errorf("%s", lines(list))
	}
}

func TestDiffCaptures(t *testing.T) {
	eachFrame(t, func(name string, f *analysis.Frame) {
		if d := rewrite.Diff(f, f); d != nil {
			t.Fatalf("%s, frame %d: %s", name, f.Number, lines(d))
		}
		other, err := rewrite.Swap(nil, f)
		if err != nil {
			return
		}
		d := rewrite.Diff(f, reread(t, f, other, codec.OrderUnknown))
		if len(d) != 1 || d[0].Name != "byte order" || d[0].A != f.Order.String() || d[0].B != f.Order.Swapped().String() {
			t.Fatalf("%s, frame %d swapped: %s", name, f.Number, lines(d))
		}
	})
}

// TestDiffDrawn changes a byte: it is in exactly one difference, unless it
// changed which structs there are.
func TestDiffDrawn(t *testing.T) {
	c := testkit.Tally{}
	c.Property(t, func(t *rapid.T) {
		f := drawFrame(t)
		if d := rewrite.Diff(f, reread(t, f, f.Data, f.Order)); d != nil {
			t.Fatalf("%x differs from itself: %s", f.Data, lines(d))
		}
		if len(f.Data) == 0 {
			return
		}
		b := bytes.Clone(f.Data)
		i := rapid.IntRange(0, len(b)-1).Draw(t, "changed")
		b[i] ^= rapid.ByteRange(1, 255).Draw(t, "bits")
		g := reread(t, f, b, f.Order)
		there, back := rewrite.Diff(f, g), rewrite.Diff(g, f)
		for k := range back {
			d := &back[k]
			d.OffA, d.OffB, d.A, d.B = d.OffB, d.OffA, d.B, d.A
		}
		mirrored := func(x rewrite.Difference) bool { return !slices.Contains(back, x) }
		if len(there) == 0 || len(there) != len(back) || slices.ContainsFunc(there, mirrored) {
			t.Fatalf("%x\n%x\nthere\n%sback\n%s", f.Data, b, lines(there), lines(back))
		}
		same := slices.Equal(f.Spans, g.Spans)
		c.Add("same structs", same)
		c.Add("other structs", !same)
		if d := there[0]; same && (len(there) != 1 || d.OffA != d.OffB || d.OffA > i || d.A == d.B) {
			t.Fatalf("byte %d of %x: %s", i, f.Data, lines(there))
		}
		c.Add("raw", !strings.Contains(there[0].Name, "."))
	})
	c.Check(t, 500, "same structs", "other structs", "raw")
}
