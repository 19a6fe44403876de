package fuzz_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/cnwire/cnwire/fuzz"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/pcap"
)

// captureFormats are the files that are attacked.
var captureFormats = []pcap.WriterOptions{
	{Format: "pcap", LinkType: pcap.LinkTypeNetlink},
	{Format: "nsecpcap", BigEndian: true, LinkType: pcap.LinkTypeNetlink},
	{Format: "pcapng"},
	{Format: "pcapng", BigEndian: true},
}

// capture writes the messages into a file, and returns where each packet's
// record or block starts, and last where the file ends.
func capture(t *testing.T, o pcap.WriterOptions, cases []fuzz.Case) (file []byte, starts []int) {
	t.Helper()
	var out bytes.Buffer
	w, err := pcap.NewWriter(&out, o)
	if err != nil {
		t.Fatal(err)
	}
	link := &pcap.Interface{LinkType: pcap.LinkTypeNetlink, SnapLen: pcap.MaxSnapLen, Resolution: pcap.Nanoseconds}
	for i, c := range cases {
		data := append(cooked(11), c.Bytes...)
		p := pcap.Packet{Data: data, Len: uint32(len(data)), Time: time.Unix(1700000000, int64(i)*1000).UTC(), Interface: link}
		if err := w.WritePacket(&p); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	packets, err := readCapture(out.Bytes())
	if err != io.EOF || len(packets) != len(cases) {
		t.Fatalf("%s: %d of %d packets come back, %v", o.Format, len(packets), len(cases), err)
	}
	for i, p := range packets {
		if !bytes.Equal(p.Data[16:], cases[i].Bytes) {
			t.Fatalf("%s: packet %d is %x, was %x", o.Format, i, p.Data, cases[i].Bytes)
		}
		starts = append(starts, int(p.Offset))
	}
	return out.Bytes(), append(starts, out.Len())
}

// readCapture reads up to the first fault.
func readCapture(b []byte) (packets []pcap.Packet, err error) {
	r, err := pcap.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	for {
		var p pcap.Packet
		if err := r.Next(&p); err != nil {
			return packets, err
		}
		p.Data = bytes.Clone(p.Data)
		packets = append(packets, p)
	}
}

// firstAre reports which of the packets is not the whole file's, up to n.
func firstAre(packets, whole []pcap.Packet, n int) string {
	if len(packets) < n {
		return fmt.Sprintf("%d packets, want the first %d", len(packets), n)
	}
	for i, p := range packets[:n] {
		if w := whole[i]; !bytes.Equal(p.Data, w.Data) || p.Len != w.Len || !p.Time.Equal(w.Time) || p.Offset != w.Offset {
			return fmt.Sprintf("packet %d is %+v, was %+v", i, p, w)
		}
	}
	return ""
}

func eachCapture(t *testing.T, f func(t *testing.T, b []byte, starts []int, whole []pcap.Packet)) {
	cases := targets(t)
	for _, o := range captureFormats {
		t.Run(fmt.Sprintf("%s, big-endian %t", o.Format, o.BigEndian), func(t *testing.T) {
			b, starts := capture(t, o, cases)
			whole, _ := readCapture(b)
			f(t, b, starts, whole)
		})
	}
}

// TestAttackFileCuts: what is whole before the cut is read, and the end says
// whether something is missing.
func TestAttackFileCuts(t *testing.T) {
	eachCapture(t, func(t *testing.T, b []byte, starts []int, whole []pcap.Packet) {
		for n := starts[0]; n < len(b); n++ {
			if !testkit.Deep && !attackAll && n%5 != 0 && !slices.Contains(starts, n) && !slices.Contains(starts, n+1) {
				continue
			}
			before, between := 0, false
			for _, s := range starts[1:] {
				if s <= n {
					before++
				}
			}
			for _, s := range starts {
				between = between || s == n
			}
			packets, err := readCapture(b[:n])
			if why := firstAre(packets, whole, before); why != "" || len(packets) != before {
				t.Fatalf("the first %d bytes: %d packets, want %d; %s", n, len(packets), before, why)
			}
			if between != (err == io.EOF) || !between && !errors.Is(err, pcap.ErrTruncated) {
				t.Fatalf("the first %d bytes end with %v", n, err)
			}
		}
		for n := range starts[0] {
			if packets, err := readCapture(b[:n]); len(packets) > 0 || err == nil {
				t.Fatalf("the first %d bytes: %d packets, %v", n, len(packets), err)
			}
		}
	})
}

// fileShare is which part of a file's bits is flipped: every so many-th.
func fileShare() int {
	if testkit.Deep || testkit.RaceEnabled {
		return 4
	}
	return 31
}

// TestAttackFileBits: a flipped bit changes nothing before it, and in a packet's
// data nothing else.
func TestAttackFileBits(t *testing.T) {
	eachCapture(t, func(t *testing.T, b []byte, starts []int, whole []pcap.Packet) {
		flipped := bytes.Clone(b)
		for i := range b {
			before := 0
			for before < len(whole) && starts[before+1] <= i {
				before++
			}
			if i < starts[0] {
				before = 0
			}
			at := bytes.Index(b[starts[before]:starts[before+1]], whole[before].Data) + starts[before]
			inData := i >= at && i < at+len(whole[before].Data)
			for bit := range 8 {
				if (testkit.RaceEnabled || !attackAll) && (i+bit)%fileShare() != 0 {
					continue
				}
				flipped[i] ^= 1 << bit
				packets, _ := readCapture(flipped)
				if i >= starts[0] {
					if why := firstAre(packets, whole, before); why != "" {
						t.Fatalf("bit %d of byte %d: %s", bit, i, why)
					}
				}
				if inData {
					packets[before].Data[i-at] ^= 1 << bit
					if why := firstAre(packets, whole, len(whole)); why != "" {
						t.Fatalf("bit %d of byte %d, in the data of packet %d: %s", bit, i, before, why)
					}
				}
				flipped[i] ^= 1 << bit
			}
		}
	})
}

// TestAttackFileLengths puts boundary values over every word of a file's headers
// and first records: nothing is allocated that is not there.
func TestAttackFileLengths(t *testing.T) {
	eachCapture(t, func(t *testing.T, b []byte, starts []int, whole []pcap.Packet) {
		file := bytes.Clone(b)
		for at := 0; at+4 <= starts[2]; at += 4 {
			was := binary.LittleEndian.Uint32(b[at:])
			for i, v := range append(boundaries, 100, 262143, 262144, 262145, 1<<24-1, 1<<24, 1<<24+1, 1<<26, 1<<30) {
				if !testkit.Deep && !attackAll && (at/4+i)%3 != 0 {
					continue
				}
				for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
					order.PutUint32(file[at:], uint32(v))
					if n := allocated(func() { readCapture(file) }); n > uint64(1<<20+20*len(file)) {
						t.Fatalf("%#x at byte %d: %d bytes allocated for a file of %d", v, at, n, len(file))
					}
				}
			}
			binary.LittleEndian.PutUint32(file[at:], was)
		}
	})
}

// allocated returns about how many bytes f allocates.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
