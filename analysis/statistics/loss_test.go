package statistics_test

import (
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/statistics"
)

// TestManyGapsThatClose: of more gaps than their numbers are known of, none is
// left when all late numbers have come.
func TestManyGapsThatClose(t *testing.T) {
	const gaps = 1200
	p := newTape(t)
	for i := range uint64(gaps + 1) {
		p.seq = 2*i + 9
		p.event(eventExec, task(9, 9), 0)
	}
	for i := range uint64(gaps) {
		p.seq = 2*i + 10
		p.event(eventExec, task(9, 9), 0)
	}
	row := count(t, p.file(), statistics.Options{}, "loss")[0]
	if row["lost"] != "0" || row["gaps"] != "0" || row["late"] != "1200" {
		t.Errorf("%v", row)
	}
}

// TestLargest: the largest gap is what is still missing: nothing, when all of it
// came late.
func TestLargest(t *testing.T) {
	for _, c := range []struct {
		seqs    []uint64
		largest string
	}{{[]uint64{0, 5, 1, 2, 3, 4}, "0"}, {[]uint64{0, 5, 1, 2, 3}, "1"}, {[]uint64{0, 3, 9, 1, 2}, "5"}} {
		p := newTape(t)
		for _, seq := range c.seqs {
			p.seq = 100 + seq - 1
			p.event(eventExec, task(9, 9), 0)
		}
		if row := count(t, p.file(), statistics.Options{}, "loss"); len(row) != 1 || row[0]["largest"] != c.largest {
			t.Errorf("%v: %v", c.seqs, row)
		}
	}
}

// TestLateBeforeFirst: numbers shortly before the first one that came are late as
// well (R27), and count for their processor: those between which some lack too.
func TestLateBeforeFirst(t *testing.T) {
	for _, c := range []struct {
		seqs       []uint64
		late, lost string
	}{{[]uint64{10, 9}, "1", "0"}, {[]uint64{10, 9, 11, 6, 8}, "3", "1"}} {
		p := newTape(t)
		for _, seq := range c.seqs {
			p.seq = seq - 1
			p.event(eventExec, task(9, 9), 0)
		}
		if row := count(t, p.file(), statistics.Options{}, "loss"); len(row) != 1 || row[0]["late"] != c.late || row[0]["lost"] != c.lost {
			t.Errorf("%v: %v", c.seqs, row)
		}
	}
}

// TestProofs: what is missing was lost where something proves it, else it is
// filtered or lost, and the user may settle it.
func TestProofs(t *testing.T) {
	gap := func(p *tape) *tape {
		p.event(eventExec, task(9, 9), 0)
		p.seq += 4
		return p.event(eventExec, task(9, 9), 0)
	}
	for _, c := range []struct {
		name     string
		tape     func(p *tape)
		filters  analysis.Filters
		filtered string
	}{
		{"a socket", func(p *tape) { gap(p) }, 0, "4"},
		{"a socket, by its user", func(p *tape) { gap(p) }, analysis.Unfiltered, "0"},
		{"a LISTEN stands", func(p *tape) { gap(p.request(1, 0, 7)) }, 0, "0"},
		{"the same, but the user knows better", func(p *tape) { gap(p.request(1, 0, 7)) }, analysis.Filtered, "4"},
		{"a LISTEN with a mask of all", func(p *tape) { gap(p.request(1, 0xe00003c7, 7)) }, 0, "0"},
		{"a LISTEN with a mask", func(p *tape) { gap(p.request(1, 2, 7)) }, 0, "4"},
		{"the same of another program", func(p *tape) { gap(p.request(1, 0, 7).request(1, 2, 8)) }, 0, "0"},
		{"the same of the same program", func(p *tape) { gap(p.request(1, 0, 7).request(1, 2, 7)) }, 0, "4"},
		{"IGNORE", func(p *tape) { gap(p.request(1, 0, 7).request(2, 0, 7)) }, 0, "4"},
		{"LISTEN within the gap", func(p *tape) {
			p.event(eventExec, task(9, 9), 0)
			p.seq += 4
			p.request(1, 0, 7).event(eventExec, task(9, 9), 0)
		}, 0, "4"},
	} {
		p := newTape(t)
		c.tape(p)
		row := count(t, p.file(), statistics.Options{Filters: c.filters}, "overview")[0]
		if row["lost"] != "4" || row["filtered"] != c.filtered {
			t.Errorf("%s: lost %s, filtered %s", c.name, row["lost"], row["filtered"])
		}
	}
}
