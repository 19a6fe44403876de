package statistics_test

import (
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/analysis/statistics"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
)

// TestLatency: above the smallest difference, wherever it stands; copies, which
// were captured later, do not count.
func TestLatency(t *testing.T) {
	p := newTape(t)
	for i, behind := range []time.Duration{30, 10, 20, 50, 40} {
		p.at(1000*time.Second+time.Duration(i)*time.Millisecond).event(eventExec, task(9, 9), 900*time.Second+behind*time.Microsecond)
	}
	p.again()
	rows := count(t, p.file(), statistics.Options{}, "latency")
	if len(rows) != 1 {
		t.Fatalf("%v", rows)
	}
	for name, want := range map[string]string{
		"interface": "1", "events": "5", "min_ns": "0", "median_ns": "20000", "p99_ns": "40000", "max_ns": "40000", "clock_zero": "1970-01-01T00:15:00.00001Z",
	} {
		if rows[0][name] != want {
			t.Errorf("%s is %s, want %s", name, rows[0][name], want)
		}
	}
}

// TestUnmeasured: a recording of a socket has the kernel's times (record/COMMENTS.md), so
// nothing tells how late a message came; that is said, and zeros are not.
func TestUnmeasured(t *testing.T) {
	p := newTape(t)
	for i := range 3 {
		p.at(1000*time.Second+time.Duration(i)*time.Millisecond).event(eventExec, task(9, 9), 900*time.Second)
	}
	for source, known := range map[string]bool{"socket": false, "tap": true} {
		on := &pcap.Interface{LinkType: 253, Comments: []string{"cnwire:1 host name=a source=" + source + " monotonic=1 boottime=1 realtime=2"}}
		var got []string
		take := func(r *statistics.Row) error {
			for i, c := range r.Table.Columns {
				if strings.HasSuffix(c.Name, "_ns") && strings.Contains(r.Table.Name+c.Name, "latency") {
					got = append(got, c.Name+"="+string(r.Cells[i].Append(nil, new(rows.Column))))
				}
			}
			return nil
		}
		s := statistics.New(statistics.Options{}, []*statistics.Table{must(statistics.Lookup("latency"))(t), must(statistics.Lookup("overview"))(t)}, take)
		frames.Each(t, p.file(), func(f *analysis.Frame) {
			f.Interface = on
			if err := s.Add(f); err != nil {
				t.Fatal(err)
			}
		})
		if err := s.End(); err != nil {
			t.Fatal(err)
		}
		value := ""
		if known {
			value = "0"
		}
		want := strings.ReplaceAll("min_ns=V median_ns=V p99_ns=V max_ns=V latency_median_ns=V latency_p99_ns=V latency_max_ns=V", "V", value)
		if text := strings.Join(got, " "); text != want || (s.Unmeasured() == "") != known {
			t.Errorf("%s: %s, %q", source, text, s.Unmeasured())
		}
	}
}

// TestLoss: by processor, less what came late.
func TestLoss(t *testing.T) {
	p := newTape(t).event(eventExec, task(9, 9), 0)
	p.seq += 3
	p.event(eventExec, task(9, 9), 0).event(eventExec, task(8, 8), 0)
	p.seq++
	p.event(eventExec, task(9, 9), 0)
	p.seq = 2 // 3 is late
	p.event(eventExec, task(7, 7), 0)
	p.seq = 6 // 7 is late too, and nothing else is missing there
	p.event(eventExec, task(7, 7), 0)
	rows := count(t, p.file(), statistics.Options{}, "loss")
	if len(rows) != 1 {
		t.Fatalf("%v", rows)
	}
	for name, want := range map[string]string{"cpu": "0", "lost": "2", "gaps": "1", "largest": "2", "late": "2", "from_frame": "1", "to_frame": "4", "filtered": "2"} {
		if rows[0][name] != want {
			t.Errorf("%s is %s, want %s", name, rows[0][name], want)
		}
	}
	if row := count(t, p.file(), statistics.Options{}, "cpu")[0]; row["lost"] != "2" || row["messages"] != "6" {
		t.Errorf("%v", row)
	}
}

// TestWorstLatency: the overview has the latencies of the interface with the
// largest, which may be small in the middle, and of few events.
func TestWorstLatency(t *testing.T) {
	var got map[string]string
	s := statistics.New(statistics.Options{}, []*statistics.Table{must(statistics.Lookup("overview"))(t)}, func(r *statistics.Row) error {
		got = map[string]string{}
		for i, c := range r.Table.Columns {
			got[c.Name] = string(r.Cells[i].Append(nil, new(rows.Column)))
		}
		return nil
	})
	for _, latencies := range [][]time.Duration{{0, 5, 6, 7, 8, 9}, {0, 1, 1, 1, 90}, {0, 30, 40}} { // of three interfaces
		p := newTape(t)
		for i, behind := range latencies {
			p.at(1000*time.Second+time.Duration(i)*time.Millisecond).event(eventExec, task(9, 9), 900*time.Second+behind*time.Microsecond)
		}
		frames.Each(t, p.file(), func(f *analysis.Frame) {
			if err := s.Add(f); err != nil {
				t.Fatal(err)
			}
		})
	}
	if err := s.End(); err != nil {
		t.Fatal(err)
	}
	if got["latency_max_ns"] != "90000" || got["latency_median_ns"] != "1000" {
		t.Errorf("max %s, median %s, want 90000, 1000", got["latency_max_ns"], got["latency_median_ns"])
	}
}
