package filter_test

import (
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/filter"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
)

// TestSame: of a frame with the bytes of the one before a filter says what it says of any frame,
// whatever it asks for, and whether it was asked of each frame or not.
func TestSame(t *testing.T) {
	capture := frames.Capture(t, "amd64-6.1.192-nlmon.pcap")
	texts := append(lines(t, "filters.txt"), "cn_proc.exit.signal == 9 || cn_proc.pid == 1", "frame.number % 3 == 1 || cn_proc.what == exit", "cn.copy_of", "cn_proc.what == exec && !cn.copy_of",
		"frame.time_delta > 0.0001", "frame.number > 1000 && cn_proc", "len(frame) > 90", "count(cn_proc.pid) == 2")
	hits, same := 0, 0
	for i, text := range texts {
		f, err := filter.Compile(text)
		if err != nil {
			continue
		}
		fresh, n := must(filter.Compile(text))(t), 0
		frames.Each(t, capture, func(frame *analysis.Frame) {
			if n++; n > 1000 || i%2 == 0 && n%7 == 0 {
				return // not asked
			}
			another := *frame
			another.Same = false
			got, want := f.Match(frame), fresh.Match(&another)
			if got != want {
				t.Fatalf("%s: %v of frame %d, and %v where that does not count", text, got, n, want)
			}
			if want {
				hits++
			}
			if frame.Same {
				same++
			}
		})
	}
	if hits < 5000 || same < 5000 {
		t.Errorf("%d hits, %d frames with the bytes of the one before", hits, same)
	}
}

// TestOfBytes: the values of a field that says so do not change where nothing but the bytes stays.
func TestOfBytes(t *testing.T) {
	of := 0
	for _, fd := range analysis.Fields() {
		if fd.OfBytes() {
			of++
		}
	}
	if all := len(analysis.Fields()); of < all/2 || of == all {
		t.Errorf("%d of %d fields are of bytes", of, all)
	}
	for _, name := range []string{"frame.number", "frame.time_epoch", "frame.len", "frame.interface_name", "frame.comment", "cn.copy_of", "cn.reply_to", "cn.host"} {
		if fd, err := analysis.Lookup(name); err != nil {
			t.Error(err)
		} else if fd.OfBytes() {
			t.Errorf("%s is of bytes", name)
		}
	}
	frames.Each(t, frames.Capture(t, "amd64-6.1.192-nlmon.pcap"), func(f *analysis.Frame) {
		if f.Number > 500 {
			return
		}
		other := analysis.Frames{}
		p := pcap.Packet{Data: f.Data, Len: f.Len, Interface: &pcap.Interface{LinkType: f.Interface.LinkType, BigEndian: true, Name: "x", Section: 3}, Time: time.Unix(1, 2)}
		o := other.Feed(&p)
		for _, fd := range analysis.Fields() {
			if !fd.OfBytes() {
				continue
			}
			a, b := fd.Values(f, nil), fd.Values(o, nil)
			if len(a) != len(b) {
				t.Fatalf("frame %d: %d values of %s, and %d elsewhere", f.Number, len(a), fd.Name, len(b))
			}
			for i := range a {
				if string(a[i].Append(nil)) != string(b[i].Append(nil)) {
					t.Fatalf("frame %d: %s is %s, and %s elsewhere", f.Number, fd.Name, a[i].Append(nil), b[i].Append(nil))
				}
			}
		}
	})
}
