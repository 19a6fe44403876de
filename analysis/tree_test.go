package analysis_test

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
	"pgregory.net/rapid"
)

// leaves fails unless every byte of the frame is in exactly one leaf of its
// tree, and every node lies within the one it is below.
func leaves(t interface {
	Helper()
	Errorf(string, ...any)
}, f *analysis.Frame) {
	t.Helper()
	at := 0
	nodes := f.Tree(nil)
	var above []analysis.Node
	for i, n := range nodes {
		for len(above) > 0 && above[len(above)-1].Depth >= n.Depth {
			above = above[:len(above)-1]
		}
		if len(above) != n.Depth {
			t.Errorf("node %d is at depth %d, below %d", i, n.Depth, len(above))
		}
		if len(above) > 0 && n.Len > 0 {
			if a := above[len(above)-1]; n.Off < a.Off || n.Off+n.Len > a.Off+a.Len {
				t.Errorf("node %d has bytes %d+%d, the one above %d+%d", i, n.Off, n.Len, a.Off, a.Len)
			}
		}
		above = append(above, n)
		if n.Kind != analysis.NodeField && n.Kind != analysis.NodeBytes {
			continue
		}
		if n.Off != at || n.Len == 0 {
			t.Errorf("node %d has bytes %d+%d, want from %d", i, n.Off, n.Len, at)
		}
		at = n.Off + n.Len
	}
	if at != len(f.Data) {
		t.Errorf("%d bytes are in leaves, the frame has %d", at, len(f.Data))
	}
}

func TestTreeOfCaptures(t *testing.T) {
	for _, capture := range captures(t) {
		for _, f := range read(t, capture) {
			leaves(t, f)
		}
	}
}

// Data that stands in a payload, at any depth, is below it, as its fields are.
func TestTreeOfNestedData(t *testing.T) {
	table := spec.Default()
	request := must(table.New(binary.LittleEndian, "cn_ctl_msg", map[string]uint64{"idx_notify_num": 1, "len": 8}))(t)
	request = append(request, must(table.New(binary.LittleEndian, "cn_notify_req", map[string]uint64{"first": 1}))(t)...)
	message := must(table.Message(binary.LittleEndian, nil, map[string]uint64{"id.idx": 0xffffffff, "id.val": 0xffffffff}, request))(t)
	f := read(t, lay(binary.LittleEndian, false, record{Data: cooked(11, message), Sec: 1}))[0]
	last := &f.Spans[len(f.Spans)-1]
	if last.Struct != codec.StructNotifyReq || last.Depth != 3 {
		t.Fatalf("%v", last)
	}
	last.Struct = codec.RawData // as a payload would have that is no list of structs
	leaves(t, f)
	nodes := f.Tree(nil)
	if n := nodes[len(nodes)-1]; n.Title != "Data" || n.Depth != 2 {
		t.Errorf("%+v", n)
	}
}

func TestTreeOfDamage(outer *testing.T) {
	var runs, cut, wrong, several int
	from := drawnFrom(outer)
	rapid.Check(outer, func(t *rapid.T) {
		o := rapid.SampledFrom([]binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian}).Draw(t, "order")
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		var records []record
		for range 4 {
			records = append(records, damaged(random, from[o]))
		}
		for _, f := range read(outer, lay(o, false, records...)) {
			leaves(t, f)
			runs++
			if f.Truncated() {
				cut++
			}
			if f.Err.Err != nil {
				wrong++
			}
			if strings.Contains(joined(outer, f, "netlink.hdr_len"), ",") {
				several++
			}
		}
	})
	for name, n := range map[string]int{"cut": cut, "wrong": wrong, "several messages": several} {
		if n < runs/10 {
			outer.Errorf("%s: only %d of %d frames", name, n, runs)
		}
	}
}

// TestTree has the tree of one exit event, read by eye.
func TestTree(t *testing.T) {
	le := binary.LittleEndian
	exit := event(t, le, 0x80000000, set{"process_pid": 5, "process_tgid": 5, "exit_code": 0x8b, "exit_signal": 17})
	f := read(t, lay(le, false, record{Data: cooked(11, message(t, le, set{"nlmsg_type": 3}, exit))[:90], Wire: 92}))[0]
	var got strings.Builder
	for _, n := range f.Tree(nil) {
		fmt.Fprintf(&got, "%*s%d+%d %s", 2*n.Depth, "", n.Off, n.Len, n.Name+n.Title)
		if n.Value.Field != nil {
			fmt.Fprintf(&got, "%s=%s %s", n.Value.Field.Name, n.Value.Append(nil), n.Value.AppendMeaning(nil))
		}
		got.WriteString("\n")
	}
	_, tail, _ := strings.Cut(got.String(), "cn_proc.timestamp_ns")
	want := `=5 0.000000005 s after boot, without suspend
    68+22 cn_proc.exitstruct exit_proc_event
      68+4 cn_proc.exit.process_pid=5 
      72+4 cn_proc.exit.process_tgid=5 
      76+4 cn_proc.exit.exit_code=139 SIGSEGV, core
        76+4 cn_proc.exit.status=0 
        76+4 cn_proc.exit.signal=11 SIGSEGV
        76+4 cn_proc.exit.core=1 
      80+4 cn_proc.exit.exit_signal=17 SIGCHLD
      84+4 cn_proc.exit.parent_pid=0 
      88+2 cutCut field
0+0 _ws.shortTruncated: 90 of 92 bytes were captured
`
	if tail != want {
		t.Errorf("the tree ends\n%s, want\n%s", tail, want)
	}
}
