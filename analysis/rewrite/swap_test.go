package rewrite_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rewrite"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec"
	"pgregory.net/rapid"
)

// swapped checks a frame that Swap accepts, and returns the other.
func swapped(t rapid.TB, f *analysis.Frame) []byte {
	t.Helper()
	was := bytes.Clone(f.Data)
	other, err := rewrite.Swap([]byte("ab"), f)
	if err != nil || string(other[:2]) != "ab" || !bytes.Equal(f.Data, was) {
		t.Fatalf("%x: swapped to %x, error %v", was, other, err)
	}
	other = other[2:]
	if want := reversed(t, f); !bytes.Equal(other, want) {
		t.Fatalf("%x, %v, swapped%s", was, f.Order, octets.Diff(want, other, octets.Frame(byteOrder(f.Order.Swapped()))))
	}
	g := reread(t, f, other, codec.OrderUnknown)
	if len(other) > f.Base && g.Order != f.Order.Swapped() {
		t.Fatalf("%x: order %v of the swapped frame is detected as %v", other, f.Order.Swapped(), g.Order)
	}
	if a, b := claims(f), claims(g); !slices.Equal(a, b) {
		t.Fatalf("%x has %v\n%x has %v", was, a, other, b)
	}
	if back, err := rewrite.Swap(nil, g); err != nil || !bytes.Equal(back, was) {
		t.Fatalf("%x: swapped twice: error %v%s", was, err, octets.Diff(was, back, octets.Frame(byteOrder(f.Order))))
	}
	return other
}

// claim is a spec.Claim or an analysis.Value, as far as it can be compared.
type claim struct {
	name string
	off  int
	num  uint64
	data string
}

// claims are the values of a frame, by both decoders.
func claims(f *analysis.Frame) (list []claim) {
	of, _ := walk(f, f.Data, f.Order)
	for _, c := range of {
		list = append(list, claim{c.Struct + "." + c.Field, c.Offset, c.Value, string(c.Bytes)})
	}
	for _, fd := range analysis.Fields() {
		for _, v := range fd.Values(f, nil) {
			if v.Len > 0 { // what stands in the bytes
				list = append(list, claim{fd.Name, v.Off, v.Num, string(v.Data)})
			}
		}
	}
	return list
}

// reversed swaps by the table's decoder.
func reversed(t rapid.TB, f *analysis.Frame) []byte {
	t.Helper()
	b := bytes.Clone(f.Data)
	of, err := walk(f, f.Data, f.Order)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range of {
		if c.Struct != "" && c.Bytes == nil {
			slices.Reverse(b[f.Base:][c.Offset : c.Offset+c.Size])
		}
	}
	return b
}

func TestSwapCaptures(t *testing.T) {
	count := map[error]int{}
	eachFrame(t, func(name string, f *analysis.Frame) {
		if _, err := rewrite.Swap(nil, f); err != nil {
			count[err]++
			of, _ := walk(f, f.Data, f.Order)
			if !slices.ContainsFunc(of, func(c spec.Claim) bool { return c.Struct == "" && c.Field == "data" }) {
				t.Errorf("%s, frame %d: %v", name, f.Number, err)
			}
			return
		}
		count[nil]++
		swapped(t, f)
	})
	if len(count) != 2 || count[nil] < 6000 || count[rewrite.UnknownPayload] < 2 {
		t.Errorf("swapped %d, others %v", count[nil], count)
	}
}

// TestSwapDrawn says by the table's decoder which frames must be swapped.
func TestSwapDrawn(t *testing.T) {
	c := testkit.Tally{}
	c.Property(t, func(t *rapid.T) {
		f := drawFrame(t)
		got, err := rewrite.Swap([]byte{7}, f)
		var why rewrite.Reason
		if err != nil && (!errors.As(err, &why) || !bytes.Equal(got, []byte{7})) {
			t.Fatalf("%x, error %v of type %T", got, err, err)
		}
		of, bad := walk(f, f.Data, f.Order)
		has := func(field string) bool {
			return slices.ContainsFunc(of, func(c spec.Claim) bool { return c.Struct == "" && c.Field == field })
		}
		want := map[rewrite.Reason]bool{
			rewrite.NotNetlink:     !f.Netlink,
			rewrite.OtherFamily:    f.Netlink && f.Family != codec.FamilyConnector,
			rewrite.Truncated:      int(f.Len) > len(f.Data),
			rewrite.Malformed:      bad != nil,
			rewrite.UnknownPayload: has("data"),
			rewrite.UnknownEvent:   has("event_data"),
			rewrite.UnknownRest:    has("rest"), // or not: TestSwapRest
		}
		for r := rewrite.NotNetlink; r <= rewrite.UnknownRest; r++ {
			if !want[r] {
				continue
			}
			if r != why && r != rewrite.UnknownRest {
				t.Fatalf("%x: %v, want %v", f.Data, why, r)
			}
			break
		}
		if why != 0 && !want[why] {
			t.Fatalf("%x: %v, and it is not so", f.Data, why)
		}
		c.Add(why.String(), true)
		if err == nil {
			c.Add("rest", has("rest"))
			c.Add("pad", has("pad"))
			c.Add("several", len(of) > 40)
			swapped(t, f)
		}
	})
	c.Check(t, 500, "no reason", "rest", "pad", "several")
	for r := rewrite.NotNetlink; r <= rewrite.UnknownRest; r++ {
		c.Check(t, 500, r.String())
	}
}

// TestSwapRest has the border between memory without a meaning and bytes that a
// later kernel may have given one.
func TestSwapRest(t *testing.T) {
	o := byteOrder(codec.BigEndian)
	table := spec.Default()
	event := func(n int) []byte {
		b, err := table.Event(o, map[string]uint64{"what": 2}, map[string]uint64{"process_pid": 5}) // exec
		if err != nil {
			t.Fatal(err)
		}
		b = append(b, make([]byte, 40)...)[:n]
		b[n-1] = 1
		return b
	}
	behind := func(n int) []byte { return bytes.Repeat([]byte{1}, n) }
	for _, c := range []struct {
		name       string
		data, more []byte
		want       error
	}{
		{"the union", event(40), nil, nil},
		{"the union of old kernels", event(32), nil, nil},
		{"behind the union", event(44), nil, rewrite.UnknownRest},
		{"padding counted", event(40), behind(3), nil},
		{"behind the messages", event(40), behind(4), rewrite.UnknownRest},
		{"behind an old union", event(32), behind(4), rewrite.UnknownRest},
		{"zeros behind", event(40), make([]byte, 8), nil},
	} {
		cn, err := table.CnMsg(o, map[string]uint64{"id.idx": 1, "id.val": 1}, c.data)
		if err != nil {
			t.Fatal(err)
		}
		b, err := table.Nlmsg(o, nil, cn, c.more)
		if err != nil {
			t.Fatal(err)
		}
		f := open(t, netlink(codec.FamilyConnector, b), analysis.Frames{})
		if _, err := rewrite.Swap(nil, f); err != c.want {
			t.Errorf("%s: error %v, want %v", c.name, err, c.want)
		} else if err == nil {
			swapped(t, f)
		}
	}
}

// TestSwapTimespec swaps the oldest events, which the table's decoder does not
// know: their seconds have eight bytes.
func TestSwapTimespec(t *testing.T) {
	event, err := spec.Default().New(byteOrder(codec.LittleEndian), "proc_event_timespec64",
		map[string]uint64{"what": 2, "tv_sec": 0x0102030405060708, "tv_nsec": 9})
	if err != nil {
		t.Fatal(err)
	}
	b, err := spec.Default().Message(byteOrder(codec.LittleEndian), nil, map[string]uint64{"id.idx": 1, "id.val": 1}, event)
	if err != nil {
		t.Fatal(err)
	}
	as := analysis.Frames{Layout: codec.ProcLayoutTimespec64}
	f := open(t, netlink(codec.FamilyConnector, b), as)
	other, err := rewrite.Swap(nil, f)
	if err != nil {
		t.Fatal(err)
	}
	d := rewrite.Diff(f, open(t, netlink(codec.FamilyConnector, other[16:]), as))
	if len(d) != 1 || d[0].Name != "byte order" || !bytes.Contains(other, []byte{1, 2, 3, 4, 5, 6, 7, 8}) {
		t.Errorf("%+v in %x", d, other)
	}
}

func TestSwapAllocates(t *testing.T) {
	if testkit.RaceEnabled {
		t.Skip("the race detector allocates")
	}
	f, dst := demo(t, 17), make([]byte, 0, 200)
	if n := testing.AllocsPerRun(100, func() { rewrite.Swap(dst, f) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
