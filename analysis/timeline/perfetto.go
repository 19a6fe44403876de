package timeline

import (
	"bufio"
	"strconv"
)

// Fields of perfetto/trace/trace.proto, trace_packet.proto,
// track_event/track_descriptor.proto, track_event.proto, counter_descriptor.proto and
// debug_annotation.proto.
const (
	tracePacket field = 1

	packetTimestamp, packetSequence, packetTrackEvent field = 8, 10, 11
	packetFlags, packetDescriptor                     field = 13, 60

	trackUUID, trackName, trackParent, trackCounter field = 1, 2, 5, 8
	trackOrdering, trackMerge                       field = 11, 15

	counterUnitName field = 6

	eventAnnotations, eventType, eventTrack, eventCategories field = 4, 9, 11, 22
	eventName, eventCounter, eventFlows, eventLastFlows      field = 23, 30, 47, 48

	annotationUint, annotationText, annotationName field = 3, 6, 10
)

const (
	orderChronological   = 2    // ChildTracksOrdering
	mergeNone            = 2    // SiblingMergeBehavior: two lives of one pid and name are two
	stateCleared         = 1    // SequenceFlags
	sliceBegin, sliceEnd = 1, 2 // TrackEvent.Type
	instant, counted     = 3, 4
)

// Perfetto writes a trace of TrackEvents: a track for each life, with a uuid of its
// own, below that of its parent; a track for each host, with its counters, requests
// and answers. It keeps nothing: a descriptor may stand behind what it describes, for
// it holds for the whole trace, and readers sort events by their timestamps, which are
// nanoseconds since 1970.
type Perfetto struct {
	w       *bufio.Writer
	begun   bool
	inner   []byte
	mid     []byte
	packets []byte
	tracks  map[uint64]bool // of hosts, that have a descriptor
}

// NewPerfetto returns a sink that writes to w, which is the caller's to flush.
func NewPerfetto(w *bufio.Writer) *Perfetto { return &Perfetto{w: w, tracks: map[uint64]bool{}} }

// Tracks of a host have uuids with this bit, so that no life has them.
const ofHost = 1 << 63

// hostTrack numbers the tracks of a host: itself, its counters, what was asked, and
// what was answered.
func hostTrack(host int, n uint64) uint64 { return ofHost | uint64(host)<<8 | n }

const trackAsked, trackAnswered = 0x40, 0x41

// packet writes one: a field of it, which is built in p.mid.
func (p *Perfetto) packet(at int64, timed bool, what field) error {
	b := p.packets[:0]
	if timed {
		b = packetTimestamp.varint(b, uint64(at))
	}
	b = packetSequence.varint(b, 1)
	if !p.begun {
		p.begun = true
		b = packetFlags.varint(b, stateCleared)
	}
	b = what.message(b, p.mid)
	p.packets = b
	p.inner = tracePacket.message(p.inner[:0], b)
	_, err := p.w.Write(p.inner)
	return err
}

// describe writes the descriptor of a track.
func (p *Perfetto) describe(uuid, parent uint64, name, unit string) error {
	b := trackName.text(trackUUID.varint(p.mid[:0], uuid), name)
	if parent != 0 {
		b = trackParent.varint(b, parent)
	}
	if unit != "" {
		p.inner = counterUnitName.text(p.inner[:0], unit)
		b = trackCounter.message(b, p.inner)
	} else {
		b = trackOrdering.varint(b, orderChronological)
	}
	p.mid = trackMerge.varint(b, mergeNone)
	return p.packet(0, false, packetDescriptor)
}

// event begins one in p.mid.
func (p *Perfetto) event(kind, track uint64, category, name string) {
	b := eventTrack.varint(eventType.varint(p.mid[:0], kind), track)
	if category != "" {
		b = eventCategories.text(b, category)
	}
	if name != "" {
		b = eventName.text(b, name)
	}
	p.mid = b
}

// note adds an annotation to the event at hand: a text, or where that is empty a number
// that is not 0.
func (p *Perfetto) note(name, text string, n uint64) {
	if text == "" && n == 0 {
		return
	}
	p.inner = annotationName.text(p.inner[:0], name)
	if text != "" {
		p.inner = annotationText.text(p.inner, text)
	} else {
		p.inner = annotationUint.varint(p.inner, n)
	}
	p.mid = eventAnnotations.message(p.mid, p.inner)
}

// happen writes the event at hand. Timestamps have no sign: what is before 1970 has no
// place, and is left out.
func (p *Perfetto) happen(at int64) error {
	if at < 0 {
		return nil
	}
	return p.packet(at, true, packetTrackEvent)
}

// pidName is how a life is called: its pid, and its name where one is known.
func pidName(pid int32, name string) string {
	s := strconv.Itoa(int(pid))
	if name != "" {
		s += " " + name
	}
	return s
}
