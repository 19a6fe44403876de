package statistics_test

import (
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/analysis/statistics"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// TestSkim: every table says the same where only the frames that Skim asks for are counted to the end.
func TestSkim(t *testing.T) {
	for _, table := range statistics.Tables() {
		spared := 0
		run := func(add func(*statistics.Statistics, *analysis.Frame) error) (got string) {
			s := statistics.New(statistics.Options{}, []*statistics.Table{table}, func(r *statistics.Row) error {
				for _, c := range r.Cells {
					got += string(c.Append(nil, new(rows.Column))) + " "
				}
				got += "\n"
				return nil
			})
			frames.Each(t, frames.Capture(t, "amd64-6.1.192-nlmon.pcap"), func(f *analysis.Frame) {
				if err := add(s, f); err != nil {
					t.Fatal(err)
				}
			})
			if err := s.End(); err != nil {
				t.Fatal(err)
			}
			return got
		}
		want := run((*statistics.Statistics).Add)
		got := run(func(s *statistics.Statistics, f *analysis.Frame) error {
			if s.Skim(f) {
				return s.AddSkimmed(f)
			}
			spared++
			return nil
		})
		if got != want || got == "" && table.Name != "loss" { // nothing is lost
			t.Errorf("%s:\n%s\nwant\n%s", table.Name, got, want)
		}
		if table.Name == "overview" && spared < 100 {
			t.Errorf("%d frames are spared", spared)
		}
	}
}
