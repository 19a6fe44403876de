package notes_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/statistics"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
)

// counting is a pcapng of a script: a word with digits is an event with that
// number, of CPU 0; "+N" before it is its frame's drop count; "isb=N" are statistics
// that count N frames as dropped, half of them by the operating system; "other" goes
// on with another interface, and "cpu" with another CPU.
func counting(t testing.TB, script string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := must(pcap.NewWriter(&b, pcap.WriterOptions{Format: "pcapng"}))(t)
	on, others := &pcap.Interface{LinkType: 253, Resolution: 9}, &pcap.Interface{LinkType: 253, Resolution: 9}
	cpu, at := uint64(0), uint32(0)
	var drops pcap.Optional[uint64]
	for _, word := range strings.Fields(script) {
		var n uint64
		fmt.Sscanf(strings.TrimLeft(word, "+isb="), "%d", &n)
		var err error
		switch {
		case word == "other":
			on, others = others, on
		case word == "cpu":
			cpu++
		case word[0] == '+':
			drops = pcap.Of(n)
		case word[0] == 'i':
			err = w.WriteStatistics(on, &pcap.Statistics{Time: time.Unix(int64(at)+1, 0), Dropped: pcap.Of(n - n/2), OSDropped: pcap.Of(n / 2)})
		default:
			p := newTape(t)
			at++
			p.seq[cpu] = n
			frame := p.eventIn(le, set{"what": eventExec, "cpu": cpu}, task(9, 9), put32(60, at), put32(64, 0)).records[16:]
			err = w.WritePacket(&pcap.Packet{Data: frame, Len: uint32(len(frame)), Interface: on, DropCount: drops})
			drops = pcap.Optional[uint64]{}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestDropsOfStatistics: what an interface counts as dropped proves that what is
// missing since its statistics before was lost, beyond what its frames count, and
// where that is no more. R29
func TestDropsOfStatistics(t *testing.T) {
	for script, want := range map[string]string{ // gaps by the frame behind them
		"1 3":                          "filtered 1 at 2",
		"1 3 isb=1":                    "lost 1 at 2",
		"1 3 isb=9":                    "lost 1 at 2",
		"1 4 isb=1":                    "filtered 2 at 2", // which of the two, nobody knows
		"1 3 5 isb=1":                  "filtered 1 at 2, filtered 1 at 3",
		"1 3 5 isb=2":                  "lost 1 at 2, lost 1 at 3",
		"1 3 isb=0 5":                  "filtered 1 at 2, filtered 1 at 3",
		"1 3 isb=1 5":                  "lost 1 at 2, filtered 1 at 3",
		"1 3 isb=1 5 isb=1":            "lost 1 at 2, filtered 1 at 3",
		"1 3 isb=1 5 isb=2":            "lost 1 at 2, lost 1 at 3",
		"1 3 isb=0 5 isb=1":            "filtered 1 at 2, lost 1 at 3",
		"1 3 isb=2 5":                  "lost 1 at 2, lost 1 at 3", // it spans the statistics
		"1 3 isb=2 6":                  "lost 1 at 2, filtered 2 at 3",
		"1 +2 3 isb=2 5":               "lost 1 at 2, filtered 1 at 3", // the second drop was before frame 2 as well
		"1 isb=1 3 5":                  "lost 1 at 2, filtered 1 at 3",
		"isb=5 1 3 isb=5":              "filtered 1 at 2",
		"isb=5 1 3 isb=6":              "lost 1 at 2",
		"1 +1 3 5 isb=1":               "lost 1 at 2, filtered 1 at 3", // the frame's count is of it
		"1 +1 3 5 isb=2":               "lost 1 at 2, lost 1 at 3",
		"1 isb=1 +1 3 5":               "lost 1 at 2, filtered 1 at 3", // one drop, told twice
		"1 isb=1 +1 3 5 isb=1":         "lost 1 at 2, filtered 1 at 3",
		"1 isb=1 +2 4 6 isb=2":         "lost 2 at 2, filtered 1 at 3",
		"1 5 2 3 isb=1":                "lost 1 at 2", // 2 and 3 came late
		"1 5 isb=3 2":                  "lost 2 at 2",
		"1 5 isb=3 2 3 4":              "",
		"1 3 isb=1 other 5":            "lost 1 at 2, filtered 1 at 3",
		"1 3 other 5 isb=9":            "filtered 1 at 2, filtered 1 at 3", // of which, nobody knows
		"1 other 3 other 5 isb=9":      "filtered 1 at 2, filtered 1 at 3",
		"1 4 cpu 1 4 isb=3":            "filtered 2 at 2, filtered 2 at 4",
		"1 4 cpu 1 4 isb=4":            "lost 2 at 2, lost 2 at 4",
		"1 3 isb=18446744073709551615": "lost 1 at 2",
	} {
		capture := counting(t, script)
		var got []string
		lost, perhaps := uint64(0), uint64(0)
		list, c := check(t, capture, 0, 0)
		for _, n := range list {
			switch n.Name {
			case "events-lost":
				got, lost = append(got, fmt.Sprintf("lost %d at %d", n.Lost, *n.Frame)), lost+n.Lost
			case "events-filtered":
				got, perhaps = append(got, fmt.Sprintf("filtered %d at %d", n.Lost, *n.Frame)), perhaps+n.Lost
			}
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("%s: %s, want %s", script, s, want)
		}
		if says := c.Lost(); strings.Contains(says, "filtered or lost") != (perhaps > 0) || (strings.Contains(says, "are lost") || strings.Contains(says, "message is lost")) != (lost > 0) {
			t.Errorf("%s: %s", script, says)
		}
		all, filtered := counted(t, capture)
		if all != lost+perhaps || filtered != perhaps {
			t.Errorf("%s: stats has %d, of them %d perhaps filtered, the notes %d and %d", script, all, filtered, lost+perhaps, perhaps)
		}
	}
}

// counted is what statistics has of losses, over all processors.
func counted(t testing.TB, capture []byte) (lost, filtered uint64) {
	t.Helper()
	table := must(statistics.Lookup("loss"))(t)
	s := statistics.New(statistics.Options{}, []*statistics.Table{table}, func(r *statistics.Row) error {
		for i, c := range table.Columns {
			switch c.Name {
			case "lost":
				lost += r.Cells[i].Num
			case "filtered":
				filtered += r.Cells[i].Num
			}
		}
		return nil
	})
	frames.Each(t, capture, func(f *analysis.Frame) {
		if err := s.Add(f); err != nil {
			t.Fatal(err)
		}
	})
	if err := s.End(); err != nil {
		t.Fatal(err)
	}
	return lost, filtered
}

// TestWhoDropped: the interface and the operating system count apart.
func TestWhoDropped(t *testing.T) {
	list, _ := check(t, counting(t, "1 2 isb=7"), 0, 0)
	for _, n := range list {
		if n.Name == "capture-dropped" {
			if want := "interface 0 dropped 4 frames and the operating system 3, say its statistics"; n.Text != want {
				t.Errorf("%s, want %s", n.Text, want)
			}
			return
		}
	}
	t.Error("no note")
}
