package output_test

import (
	"encoding/binary"
	"testing"

	"github.com/cnwire/cnwire/analysis/output"
)

// A frame that is half a second earlier than the one before is so in every
// format: the sign stands although the seconds are 0.
func TestLessThanASecondBefore(t *testing.T) {
	capture := lay(binary.LittleEndian, false, record{Data: cooked(11), Sec: 10, Frac: 750000}, record{Data: cooked(11), Sec: 10, Frac: 250000})
	o := output.Options{Format: "fields", Fields: []string{"frame.time_delta", "frame.time_relative", "_ws.col.Time"}}
	if got, want := write(t, capture, o), "0.000000000\t0.000000000\t0.000000\n-0.500000000\t-0.500000000\t-0.500000\n"; got != want {
		t.Errorf("fields: %q, want %q", got, want)
	}
	o.Format = "csv"
	if got, want := write(t, capture, o), "frame.time_delta,frame.time_relative,_ws.col.Time\n0.000000000,0.000000000,0.000000\n-0.500000000,-0.500000000,-0.500000\n"; got != want {
		t.Errorf("csv: %q, want %q", got, want)
	}
}
