package statistics_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/analysis/statistics"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/pcap"
	"pgregory.net/rapid"
)

// TestAllocs: in steady state a frame costs nothing, whatever is counted.
func TestAllocs(t *testing.T) {
	if testkit.RaceEnabled {
		t.Skip("the race detector allocates")
	}
	p := newTape(t)
	for range 1000 {
		p.event(eventFork, fork(9, 9), 0).event(eventExec, task(9, 9), 0).event(eventComm, task(9, 9), 0).event(eventExit, task(9, 9), 0)
	}
	s := statistics.New(statistics.Options{}, statistics.Tables(), func(*statistics.Row) error { return nil })
	frames := new(analysis.Frames)
	frames.Open(must(pcap.NewReader(bytes.NewReader(p.file())))(t))
	step := func() {
		if err := s.Add(must(frames.Next())(t)); err != nil {
			t.Fatal(err)
		}
	}
	for range 1000 {
		step()
	}
	if n := testing.AllocsPerRun(2500, step); n > 0.1 { // 0.01: the list of processes grows
		t.Errorf("%v allocations a frame", n)
	}
}

// TestHostile: whatever the bytes are, all tables end, with rows that are JSON,
// and messages and copies of all kinds are those of all ids.
func TestHostile(t *testing.T) {
	file := captured(t, "amd64-6.1.192-nlmon.pcap")
	checks, counted := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		checks++
		b := bytes.Clone(file[:24])
		for range rapid.IntRange(1, 6).Draw(rt, "frames") {
			r := bytes.Clone(file[24:132])
			if !rapid.Bool().Draw(rt, "first") {
				r = bytes.Clone(file[24+56+108:][:108])
			}
			n := rapid.IntRange(0, 92).Draw(rt, "cut")
			for range rapid.IntRange(0, 4).Draw(rt, "changes") {
				r[16+rapid.IntRange(0, 91).Draw(rt, "at")] = rapid.Byte().Draw(rt, "to")
			}
			le.PutUint32(r, rapid.SampledFrom([]uint32{0, 1, 2, 1000, 1 << 31, 1<<32 - 1}).Draw(rt, "second"))
			le.PutUint32(r[8:], uint32(n))
			le.PutUint32(r[12:], 92)
			b = append(b, r[:16+n]...)
		}
		sums := map[string]int{}
		s := statistics.New(statistics.Options{Interval: 10 * time.Second}, statistics.Tables(), func(r *statistics.Row) error {
			for i, c := range r.Table.Columns {
				if c.Name == "messages" || c.Name == "copies" {
					sums[r.Table.Name+c.Name] += atoi(t, string(r.Cells[i].Append(nil, new(rows.Column))))
				}
			}
			_, err := json.Marshal(r)
			return err
		})
		feed(t, b, s)
		for _, name := range []string{"messages", "copies"} {
			if sums["kind"+name] != sums["id"+name] || sums["kind"+name] != sums["overview"+name] || sums["kind"+name] != sums["interface"+name] {
				rt.Fatalf("%v", sums)
			}
		}
		if sums["timemessages"] != sums["kindmessages"] {
			rt.Fatalf("%v", sums)
		}
		counted += min(1, sums["copies"]+sums["kindmessages"])
	})
	if counted*100 < checks {
		t.Errorf("only %d of %d checks had a message", counted, checks)
	}
}
