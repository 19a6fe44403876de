package timeline_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"testing"
	"unicode/utf8"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/timeline"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// values are the fields of a protobuf message by number, as the encoding has them:
// uint64, or []byte.
type values map[uint64][]any

// decode takes a message apart. It knows nothing of what the writer does.
func decode(t *testing.T, b []byte) values {
	t.Helper()
	v := values{}
	number := func() uint64 {
		n, size := binary.Uvarint(b)
		if size <= 0 {
			t.Fatalf("no number in % x", b)
		}
		b = b[size:]
		return n
	}
	for len(b) > 0 {
		key := number()
		var value any
		switch key & 7 {
		case 0:
			value = number()
		case 1:
			value, b = binary.LittleEndian.Uint64(b), b[8:]
		case 2:
			n := number()
			value, b = b[:n], b[n:]
		default:
			t.Fatalf("field %d has wire type %d", key>>3, key&7)
		}
		v[key>>3] = append(v[key>>3], value)
	}
	return v
}

func (v values) number(field uint64) uint64 {
	if len(v[field]) == 0 {
		return 0
	}
	return v[field][0].(uint64)
}

func (v values) text(t *testing.T, field uint64) string {
	if len(v[field]) == 0 {
		return ""
	}
	b := v[field][0].([]byte)
	if !utf8.Valid(b) {
		t.Errorf("field %d is no UTF-8: %q", field, b)
	}
	return string(b)
}

// track is a descriptor, and event a TrackEvent.
type (
	track struct {
		parent       uint64
		name         string
		counter      bool
		order, merge uint64
	}
	event struct {
		at, kind, track, value, flow, last uint64
		category, name                     string
		notes                              map[string]any
	}
)

// trace takes a trace apart: field numbers are those of Perfetto's public .proto files.
func trace(t *testing.T, b []byte) (tracks map[uint64]track, events []event) {
	t.Helper()
	tracks = map[uint64]track{}
	for i, p := range decode(t, b)[1] {
		packet := decode(t, p.([]byte))
		if packet.number(10) != 1 || packet.number(13) != map[bool]uint64{true: 1}[i == 0] {
			t.Errorf("packet %d: sequence %d, flags %d", i, packet.number(10), packet.number(13))
		}
		for _, d := range packet[60] {
			v := decode(t, d.([]byte))
			if _, twice := tracks[v.number(1)]; twice || v.number(1) == 0 {
				t.Errorf("track %d twice, or without a uuid", v.number(1))
			}
			tracks[v.number(1)] = track{v.number(5), v.text(t, 2), len(v[8]) > 0, v.number(11), v.number(15)}
		}
		for _, e := range packet[11] {
			v := decode(t, e.([]byte))
			one := event{packet.number(8), v.number(9), v.number(11), v.number(30), v.number(47), v.number(48), v.text(t, 22), v.text(t, 23), map[string]any{}}
			for _, n := range v[4] {
				note := decode(t, n.([]byte))
				one.notes[note.text(t, 10)] = note.number(3)
				if s := note.text(t, 6); s != "" {
					one.notes[note.text(t, 10)] = s
				}
			}
			events = append(events, one)
		}
	}
	return tracks, events
}

// hosted gives frames a host.
func hosted(capture []byte, h *host.Host, add func(*analysis.Frame) error) func(t *testing.T) {
	return func(t *testing.T) {
		frames.Each(t, capture, func(f *analysis.Frame) {
			f.Host = h
			if err := add(f); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// perfetto is the trace of a capture.
func perfetto(t *testing.T, capture []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	tl := timeline.Timeline{Sink: timeline.NewPerfetto(w)}
	hosted(capture, &host.Host{Name: "one"}, tl.Add)(t)
	if err := tl.End(); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	return out.Bytes()
}
