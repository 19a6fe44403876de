package statistics_test

import (
	"testing"

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
