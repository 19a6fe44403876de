package analysis_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
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

// A moment is its seconds and nine decimals, whatever number of digits the seconds have.
func TestEpochDigits(t *testing.T) {
	epoch := field(t, "frame.time_epoch")
	for _, sec := range []uint64{0, 1, 99, 999_999_999, 1_000_000_000, 1_000_000_001, 1_795_302_721, 9_009_000_090, 9_999_999_999, 10_000_000_000, 1 << 40} {
		for _, nsec := range []uint32{0, 1, 10, 99, 1_000_000, 90_000_009, 100_000_000, 999_999_999} {
			v := analysis.Value{Field: epoch, Num: sec, Nsec: nsec}
			if got, want := string(v.Append([]byte("at "))), fmt.Sprintf("at %d.%09d", sec, nsec); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		}
	}
}

// A field whose only value goes to the line at once says what it says as a value, of frames without a
// time too.
func TestAppendValues(t *testing.T) {
	frames := []*analysis.Frame{{Number: 7}, {Number: 1 << 33}, {Number: 10}}
	frames[1].Time, frames[1].Len = time.Unix(1_700_000_000, 10_000_007), 99
	frames[2].Time, frames[2].Data = time.Unix(-1, 5e8), []byte("abc")
	n := 0
	for _, fd := range analysis.Fields() {
		for _, f := range frames {
			got, ok := fd.AppendValues(f, []byte("before "), ",")
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

// What has no name in a mask has no zeros before it, and a number of 64 bits has all of them.
func TestHexDigits(t *testing.T) {
	for what, want := range map[codec.EventType]string{0: "0x0", 8: "0x8", 9: "PROC_EVENT_FORK|0x8", 1 << 10: "0x400"} {
		if got := string(analysis.AppendBits(nil, what)); got != want {
			t.Errorf("bits of %#x: %q, want %q", uint32(what), got, want)
		}
	}
	v := analysis.Value{Field: &analysis.Field{Kind: analysis.Hex64}, Num: 0xab}
	if got := string(v.Append(nil)); got != "0x00000000000000ab" {
		t.Errorf("a value of 64 bits: %q", got)
	}
}

// A frame without a time is shown no time after another, and counts as 1970 for the next.
func TestShownWithoutTime(t *testing.T) {
	var shown analysis.Shown
	for i, c := range []struct {
		at   time.Time
		want time.Duration
	}{{time.Unix(10, 0), 0}, {time.Time{}, 0}, {time.Unix(3, 5), 3*time.Second + 5}} {
		f := analysis.Frame{Shown: 7}
		f.Time = c.at
		if shown.Take(&f); f.Shown != c.want {
			t.Errorf("frame %d: %v, want %v", i+1, f.Shown, c.want)
		}
	}
}
