package pcap

import (
	"testing"
	"time"
)

func TestStatistics(t *testing.T) {
	for _, big := range []bool{false, true} {
		f := newNg(big).shb().idb(253, 0).idb(253, 0)
		f.isb(1, 7)
		f.isb(1, atMicro,
			opt{1, []any{"done"}}, opt{2, []any{uint32(0), uint32(1e6)}}, opt{3, []any{uint32(0), uint32(2e6)}},
			opt{4, []any{uint64(4)}}, opt{5, []any{uint64(5)}}, opt{6, []any{uint64(6)}}, opt{7, []any{uint64(1 << 40)}}, opt{8, []any{uint64(0)}},
			opt{9, []any{"?"}}, endOfOptions)
		f.isb(1, 8, opt{4, []any{uint32(4)}}).isb(2, 0)
		r := f.reader(t)
		var b Block
		for range 5 {
			if err := r.NextBlock(&b); err != nil {
				t.Fatal(err)
			}
		}
		i := r.Interfaces()[1]
		if b.Interface != i || r.Interfaces()[0].Statistics != nil {
			t.Error("the statistics went to another interface")
		}
		check(t, "statistics", &Statistics{
			Time: atTime, Start: time.Unix(1, 0).UTC(), End: time.Unix(2, 0).UTC(),
			Received: Of(uint64(4)), Dropped: Of(uint64(5)), Accepted: Of(uint64(6)), OSDropped: Of(uint64(1 << 40)), Delivered: Of(uint64(0)),
			Comments: []string{"done"},
		}, i.Statistics)
		if err := r.NextBlock(&b); err != nil {
			t.Fatal(err)
		}
		check(t, "the last counts", &Statistics{Time: time.Unix(0, 8000).UTC()}, i.Statistics)
		check(t, "notes", []Note{{f.starts[5], 0, "option 4 has 4 bytes, not 8: it is not used", false}}, r.Notes())
		err := r.NextBlock(&b)
		check(t, "error", "interface 2, and only 0 to 1 are described", err.(*Error).Cause.Error())
	}
}
