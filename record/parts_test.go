package record

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/cnwire/cnwire/codec"
)

func TestHostID(t *testing.T) {
	// echo -n cnwire | openssl dgst -sha256 -mac hmac -macopt hexkey:0123456789abcdef0123456789abcdef
	if got := hostID("0123456789abcdef0123456789abcdef\n"); got != "bf389fc16c0e5096519c166b705fd03d" {
		t.Error(got)
	}
	for _, none := range []string{"", "uninitialized\n", "0123456789abcdef0123456789abcde", "0123456789abcdef0123456789abcdef00"} {
		if got := hostID(none); got != "" {
			t.Errorf("%q: %s", none, got)
		}
	}
}

func TestHostLine(t *testing.T) {
	h := Host{Name: "web 1", ID: "ab", Boot: "b", start: clocks{1, 2, 3}}
	order := codec.NativeOrder.String()
	defer SetMasks(true)()
	for want, o := range map[string]Options{
		"mask=all": {},
		`mask=0x80000202 filter="only exec, exit"`: {Events: codec.EventExec | codec.EventExit}, // COMM for the heart
		"mask=0x80000200":                          {Events: codec.EventComm | codec.EventExit},
		`mask=all filter="only process 7"`:         {Follow: 7},
		`mask=0x203 filter="only exec; only process 7 and what descends from it"`: {Follow: 7, Descendants: true, Events: codec.EventExec},
	} {
		if got := h.line(&o); got != `cnwire:1 host name="web 1" id=ab boot=b source=socket order=`+order+" "+want+" monotonic=1 boottime=2 realtime=3" {
			t.Error(got)
		}
	}
}

func TestLimits(t *testing.T) {
	var l Limits
	for _, text := range []string{"duration:1.5", "filesize:10", "packets:7", "files:3"} {
		if err := l.Set(text); err != nil {
			t.Error(err)
		}
	}
	if l != (Limits{1500e6, 10000, 7, 3}) {
		t.Errorf("%+v", l)
	}
	for _, text := range []string{"", "duration", "duration:", "duration:0", "duration:-1", "duration:nan", "packets:-1", "packets:1.5", "files:0", "size:3", "packets:9999999999"} {
		if err := l.Set(text); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}

func TestParseSize(t *testing.T) {
	for text, want := range map[string]int{"1": 1, "64M": 64 << 20, "3k": 3 << 10, "1G": 1 << 30, "2000000000": 2e9} {
		if got, err := ParseSize(text); got != want || err != nil {
			t.Errorf("%s: %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "0", "-1", "M", "1T", "2G", "1.5M", "4294967297"} {
		if got, err := ParseSize(text); err == nil {
			t.Errorf("%s: %d", text, got)
		}
	}
}

func TestParseEvents(t *testing.T) {
	for text, want := range map[string]codec.EventType{"fork": 1, "FORK, exec,exit": 0x80000003, "nonzero_exit": 0x20000000, "all": AllEvents, "comm": 0x200} {
		if got, err := ParseEvents(text); got != want || err != nil {
			t.Errorf("%s: %#x, %v", text, uint32(got), err)
		}
	}
	for _, text := range []string{"", "forks", "fork,", "none"} {
		if got, err := ParseEvents(text); err == nil {
			t.Errorf("%q: %#x", text, uint32(got))
		}
	}
	if AllEvents != 0xe00003c7 { // SPEC.md R45
		t.Errorf("%#x", uint32(AllEvents))
	}
}

// A counter of a CPU that lacks numbers, has late ones, or goes round.
func TestGaps(t *testing.T) {
	var g gaps
	for _, m := range [][2]uint32{{0, 5}, {0, 6}, {1, 1<<32 - 2}, {0, 9}, {1, 1<<32 - 1}, {1, 0}, {1, 2}, {0, 8}, {1<<32 - 1, 3}, {1<<32 - 1, 9}} {
		g.add(m[0], m[1])
	}
	if list := g.lossy(); g.missing != 2 || len(list) != 2 || list[0] != (CPULoss{0, 1}) || list[1] != (CPULoss{1, 1}) {
		t.Errorf("%d, %v", g.missing, list)
	}
}

// A datagram that is longer than its slot is whole, up to the longest there may be.
func TestLongDatagrams(t *testing.T) {
	rest := bytes.Repeat([]byte{7}, longest)
	for _, length := range []int{0, 76, slotSize - 16, slotSize - 15, 4000, longest, longest + slotSize - 16, longest + slotSize} {
		b := newBatch()
		for i := range b.slot(1) {
			b.slot(1)[i] = 7
		}
		b.add(1, length, rest, 0)
		m := b.messages[0]
		if whole := min(length, longest+slotSize-16); len(m.data) != 16+whole || m.length != length || !bytes.Equal(m.data[:16], cooked) || bytes.Count(m.data[16:], []byte{7}) != whole {
			t.Errorf("%d: %d bytes", length, len(m.data))
		}
	}
}

func TestWholeBlocks(t *testing.T) {
	block := func(kind, length byte) []byte {
		return append([]byte{kind, 0, 0, 0, length, 0, 0, 0}, make([]byte, length-8)...)
	}
	whole := bytes.Join([][]byte{block(6, 32), block(5, 12), block(6, 64)}, nil)
	for n := range len(whole) + 1 {
		end, packets := wholeBlocks(whole[:n])
		want, wantPackets := 0, uint64(0)
		switch {
		case n == 108:
			want, wantPackets = 108, 2
		case n >= 44:
			want, wantPackets = 44, 1
		case n >= 32:
			want, wantPackets = 32, 1
		}
		if end != want || packets != wantPackets {
			t.Errorf("%d: %d, %d", n, end, packets)
		}
	}
}

func TestStatusLine(t *testing.T) {
	s := Status{Counts: Counts{Received: 1200, Lost: 3, Missing: 5}, Rate: 99.6, Queued: 7}
	if got := s.String(); got != "100/s, 1200 received, 5 lost, 7 queued" {
		t.Error(got)
	}
	s.Name, s.Bytes, s.Silent = "a.pcapng", 2_500_000, time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	if got := s.String(); got != "100/s, 1200 received, 5 lost, 7 queued, SILENT since 03:04:05, a.pcapng: 2.5 MB" {
		t.Error(got)
	}
	var m meter
	at := time.Unix(100, 0)
	for i, want := range []float64{0, 0, 500, 500, 20} {
		at, count := at.Add(time.Duration(i)*500*time.Millisecond), []uint64{1000, 1100, 1500, 1510, 1520}[i]
		if got := m.add(at, count); got != want {
			t.Errorf("%d: %v", i, got)
		}
	}
}

// Files of a ring have tshark's names, and the oldest goes.
func TestRing(t *testing.T) {
	folder := t.TempDir()
	g := ring{name: filepath.Join(folder, "a.b.pcapng"), keep: 2}
	var names []string
	for i := range 3 {
		name := g.next(time.Date(2026, 11, 29, 4, 14, 59+i, 0, time.UTC))
		if err := errors.Join(os.WriteFile(name, nil, 0o600), g.written(name)); err != nil {
			t.Fatal(err)
		}
		names = append(names, filepath.Base(name))
	}
	if want := []string{"a.b_00001_20261129041459.pcapng", "a.b_00002_20261129041500.pcapng", "a.b_00003_20261129041501.pcapng"}; !slices.Equal(names, want) {
		t.Error(names)
	}
	left, _ := filepath.Glob(folder + "/*")
	if len(left) != 2 || filepath.Base(left[0]) != names[1] {
		t.Error(left)
	}
}

// eventOf is the message of a process event, its arm empty.
func eventOf(e codec.ProcEvent, ack uint32) message {
	e.Data = make([]byte, 24)
	cn := codec.CnMsg{ID: codec.CbID{Idx: 1, Val: 1}, Ack: ack, Data: e.Append(codec.NativeOrder, nil)}
	cn.FixLengths()
	m := codec.Message{Header: codec.NlMsghdr{Type: codec.NlMsgDone}, Data: cn.Append(codec.NativeOrder, nil)}
	m.FixLengths()
	return message{data: m.Append(codec.NativeOrder, bytes.Clone(cooked))}
}

// Before 6.6 others' events go on coming behind IGNORE, and its answer is read with
// them, before or behind who sends it puts it down.
func TestIgnoreAnswered(t *testing.T) {
	for _, c := range []struct {
		acks       []uint32 // 0 is an event
		before     int      // messages that stand before IGNORE
		isAnswered bool
	}{{[]uint32{0, 8, 0}, 3, false}, {[]uint32{0, 9, 0}, 1, true}, {[]uint32{9}, 0, true}, {nil, 0, false}} {
		r := newRecorder(Options{})
		r.ignoreAnswer.Store(9)
		b := newBatch()
		for _, ack := range c.acks {
			what := codec.EventExit
			if ack != 0 {
				what = codec.EventNone
			}
			b.messages = append(b.messages, eventOf(codec.ProcEvent{What: what}, ack))
		}
		r.take(b)
		if got := <-r.full; len(got.messages) != c.before || (r.answer != nil) != c.isAnswered {
			t.Errorf("%v: %d messages stand before IGNORE, its answer is %v", c.acks, len(got.messages), r.answer)
		}
		if c.isAnswered && (len(r.answer.messages) != 1 || r.answer.messages[0].look().ack != 9 || r.fresh() != nil) {
			t.Errorf("%v: %+v", c.acks, r.answer.messages)
		}
	}
}

// A batch that is read into again keeps nothing of before: what is said of thousands of
// processes would stay in memory with it.
func TestClear(t *testing.T) {
	b := newBatch()
	for i := range 3 {
		b.add(i, 76, nil, 7)
		b.messages[i].comments = []string{"cnwire:1 task pid=1"}
	}
	b.drops = 5
	b.clear()
	for _, m := range b.messages[:3] {
		if m.comments != nil || m.data != nil || m.port != 0 {
			t.Errorf("%+v", m)
		}
	}
	if len(b.messages) != 0 || b.drops != 0 {
		t.Errorf("%d messages, %d drops", len(b.messages), b.drops)
	}
}
