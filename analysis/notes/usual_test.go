package notes_test

import (
	"bytes"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/pcap"
)

// TestUsual: what is not looked at of usual events and of copies has nothing to note, be
// the frames as kernels send them or damaged, passed, told of by comments, or neither.
func TestUsual(t *testing.T) {
	usual, damaged, noted := 0, 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		p := newTape(t)
		some := func(percent int, what string) bool { return rapid.IntRange(1, 100).Draw(rt, what) <= percent }
		passes, tells := some(30, "passes"), some(30, "tells")
		damage := func(f []byte) []byte {
			if !some(40, "damage") {
				return f
			}
			for range rapid.IntRange(1, 2).Draw(rt, "bytes") {
				f[rapid.IntRange(0, len(f)-1).Draw(rt, "at")] ^= byte(rapid.SampledFrom([]int{1, 2, 8, 32, 128, 255}).Draw(rt, "by"))
			}
			if some(20, "longer") {
				f = append(f, 0, 0, byte(rapid.IntRange(0, 1).Draw(rt, "behind")), 0)
			}
			if some(10, "shorter") {
				f = f[:len(f)-rapid.IntRange(1, 40).Draw(rt, "less")]
			}
			return f
		}
		passed, told, away := map[uint64]bool{}, map[uint64]bool{}, map[uint64]bool{}
		var starts []int // of records
		const frames = 12
		for n := uint64(1); n <= frames; n++ {
			pid := uint64(rapid.IntRange(0, 3).Draw(rt, "pid"))
			order := le
			if some(10, "order") {
				order = be
			}
			starts = append(starts, len(p.records))
			switch rapid.IntRange(0, 6).Draw(rt, "event") {
			case 0:
				p.eventIn(order, set{"what": eventFork, "cpu": 1}, fork(pid, pid), damage)
			case 1:
				p.eventIn(order, set{"what": eventExit, "cpu": 1}, set{"process_pid": pid, "process_tgid": pid, "exit_code": uint64(rapid.SampledFrom([]int{0, 256, 9, 1 << 16, 128}).Draw(rt, "code"))}, damage)
			case 2:
				p.answer(rapid.SampledFrom([]uint64{5, 0xffffffff}).Draw(rt, "ack"), 0, damage) // of the last, ack is 0
			case 3, 4:
				if n > 1 { // a copy, perhaps a late one
					of := rapid.IntRange(0, int(n)-2).Draw(rt, "of")
					p.raw(bytes.Clone(p.records[starts[of]+16:starts[of+1]]), 0)
					break
				}
				fallthrough
			default:
				p.eventIn(order, set{"what": eventExec, "cpu": rapid.SampledFrom([]uint64{1, 1, 0xffffffff}).Draw(rt, "cpu")}, task(pid, pid), damage)
			}
			passed[n], told[n], away[n] = passes && some(40, "passed"), tells && some(30, "told"), some(20, "away")
		}
		run := func(prepare func(*notes.Checker)) (got string) {
			c := &notes.Checker{Emit: func(n *notes.Note) error {
				got += fmt.Sprintln(n.Name, place(t, n), n.Text)
				noted++
				return nil
			}}
			prepare(c)
			other := &pcap.Interface{LinkType: pcap.LinkTypeNetlink, BigEndian: true}
			all := new(analysis.Frames)
			all.Open(must(pcap.NewReader(bytes.NewReader(p.capture())))(t))
			for range frames {
				f := must(all.Next())(t)
				if _, ok := notes.Usual(f); ok {
					usual++
				} else {
					damaged++
				}
				take := c.Add
				if passed[f.Number] {
					take = c.Pass
				}
				if away[f.Number] {
					f.Interface = other
				}
				if told[f.Number] {
					f.Comments = []string{"cnwire:1 task pid=2 ppid=1 comm=two"}
				}
				if err := take(f); err != nil {
					t.Fatal(err)
				}
				f.Comments = nil
			}
			if err := c.End(); err != nil {
				t.Fatal(err)
			}
			return got
		}
		got, want := run(func(*notes.Checker) {}), run(notes.ByStep)
		if got != want {
			rt.Fatalf("%s\nby step\n%s", got, want)
		}
	})
	if !testkit.Few() && (usual < damaged/4 || damaged < usual/4 || noted == 0) {
		t.Errorf("%d usual frames, %d others, %d notes", usual, damaged, noted)
	}
}
