package analysis_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
)

// Decimals are those of a division by ten each, zeros before and behind among them, and also where two of
// them stand alone.
func TestSecondsDigits(t *testing.T) {
	epoch := field(t, "frame.time_epoch")
	for unit := uint64(1); unit < 1e9; unit *= 10 {
		for n := range uint64(1200) {
			nsec := n * unit
			if nsec >= 1e9 {
				break
			}
			v := analysis.Value{Field: epoch, Num: 7, Nsec: uint32(nsec)}
			if got, want := string(v.Append(nil)), fmt.Sprintf("7.%09d", nsec); got != want {
				t.Fatalf("%s of %d ns, want %s", got, nsec, want)
			}
			for decimals := 1; decimals <= 9; decimals++ {
				want := fmt.Sprintf("0.%09d", nsec)[:2+decimals]
				if got := string(analysis.AppendDuration(nil, time.Duration(nsec), decimals)); got != want {
					t.Fatalf("%s of %d ns with %d decimals, want %s", got, nsec, decimals, want)
				}
			}
		}
	}
}

// A field whose only value goes to the line at once says what it says as a value, of frames without a
// time too.
func TestAppendOnly(t *testing.T) {
	frames := []*analysis.Frame{{Number: 7}, {Number: 1 << 33}, {Number: 10}}
	frames[1].Time, frames[1].Len = time.Unix(1_700_000_000, 10_000_007), 99
	frames[2].Time, frames[2].Data = time.Unix(-1, 5e8), []byte("abc")
	n := 0
	for _, fd := range analysis.Fields() {
		for _, f := range frames {
			got, ok := fd.AppendOnly(f, []byte("before "))
			if !ok {
				if string(got) != "before " {
					t.Errorf("%s: %q and no text", fd.Name, got)
				}
				continue
			}
			n++
			want := []byte("before ")
			for _, v := range fd.Values(f, nil) {
				want = v.Append(want)
			}
			if string(got) != string(want) {
				t.Errorf("%s: %q, want %q", fd.Name, got, want)
			}
		}
	}
	if n < 9 {
		t.Errorf("%d texts", n)
	}
}

func field(t *testing.T, name string) *analysis.Field {
	t.Helper()
	fd, err := analysis.Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	return fd
}
