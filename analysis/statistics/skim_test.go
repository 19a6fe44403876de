package statistics_test

import (
	"math/rand/v2"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/analysis/statistics"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// TestSkim: every table says the same where only the frames that Skim asks for are counted to the end,
// and the others by their number, whatever times the capture has.
func TestSkim(t *testing.T) {
	list := frames.Read(t, frames.Capture(t, "amd64-6.1.192-nlmon.pcap"))
	for _, table := range statistics.Tables() {
		for seed := range uint64(4) {
			draw := rand.New(rand.NewPCG(seed, 0))
			if seed > 0 {
				strew(draw, list)
			}
			want, _ := skimmed(t, table, list, false)
			got, spared := skimmed(t, table, list, true)
			if got != want || got == "" && table.Name != "loss" { // nothing is lost
				t.Errorf("%s, seed %d:\n%s\nwant\n%s", table.Name, seed, got, want)
			}
			if table.Name == "overview" && spared < 100 {
				t.Errorf("%d frames are spared", spared)
			}
		}
	}
}

// strew has messages captured at other times: some earlier than those before, and some at none, as those
// up to the first of two repetitions.
func strew(draw *rand.Rand, list []*analysis.Frame) {
	at := int64(1_700_000_000_000_000_000)
	first := draw.IntN(len(list) / 2)
	for !list[first].Repeats() || !list[first+1].Repeats() {
		first++
	}
	for n, f := range list {
		at += draw.Int64N(50_000_000)
		for i := range f.Messages {
			m := &f.Messages[i]
			where := draw.IntN(12)
			if n < first {
				where = 0
			} else if n < first+2 {
				where = 3
			}
			switch where {
			case 0:
				m.Time = genealogy.NoTime
			case 1:
				m.Time = at - draw.Int64N(3_000_000_000)
			case 2:
				m.Time = at + draw.Int64N(3_000_000_000)
			default:
				m.Time = at
			}
		}
	}
}

// skimmed returns what a table says of frames, and how many it did not need, if it is asked.
func skimmed(t *testing.T, table *statistics.Table, list []*analysis.Frame, asks bool) (got string, spared int) {
	s := statistics.New(statistics.Options{}, []*statistics.Table{table}, func(r *statistics.Row) error {
		for _, c := range r.Cells {
			got += string(c.Append(nil, new(rows.Column))) + " "
		}
		got += "\n"
		return nil
	})
	left, last := 0, int64(0)
	tell := func() {
		if left > 0 {
			s.Skipped(left, last)
		}
		spared, left = spared+left, 0
	}
	for _, f := range list {
		add := s.Add
		if asks {
			if !s.Skim(f) {
				left, last = left+1, f.CapturedAt()
				continue
			}
			tell()
			add = s.AddSkimmed
		}
		if err := add(f); err != nil {
			t.Fatal(err)
		}
	}
	tell()
	if err := s.End(); err != nil {
		t.Fatal(err)
	}
	return got, spared
}
