package analysis_test

import (
	"bytes"
	"encoding/hex"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// shifted returns the spans from the first one at off, as they are when the
// bytes before it are not there.
func shifted(spans []codec.Span, off int) (out []codec.Span) {
	for _, s := range spans {
		if s.Off >= off {
			s.Off -= off
			out = append(out, s)
		}
	}
	return out
}

// TestExplain takes the bytes of captured frames for what they are: whole, as
// the datagram, and as its cn_msg alone. Each has the same structs at the same
// bytes as the frame has in its capture.
func TestExplain(t *testing.T) {
	names, err := fs.Glob(corpus.FS(), "captures/*.pcap")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	count := map[codec.Order]int{}
	for _, name := range names {
		b, err := fs.ReadFile(corpus.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		r, err := pcap.NewReader(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		var captured, explained analysis.Frames
		captured.Open(r)
		for n := 0; n < 500; n++ {
			f, err := captured.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			headers := 0
			for _, s := range f.Spans {
				if s.Struct == codec.StructNlMsghdr {
					headers++
				}
			}
			for skip, form := range map[int]analysis.Form{0: analysis.FormFrame, 16: analysis.FormDatagram, 32: analysis.FormCnMsg} {
				if skip == 32 && headers > 1 {
					continue // what follows is a cn_msg and then none
				}
				got, is := explained.Explain(f.Data[skip:], 0)
				if is != form || got.Order != f.Order || !got.IsConnector() || !got.HasMessage() || got.Err.Err != nil || got.Truncated() {
					t.Fatalf("%s, frame %d from byte %d: %s, %s-endian, %v", name, n+1, skip, is, got.Order, got.Err.Err)
				}
				if want := shifted(f.Spans, skip); !slices.Equal(got.Spans, want) {
					t.Fatalf("%s, frame %d from byte %d:\n%v\nwant\n%v", name, n+1, skip, got.Spans, want)
				}
				want, _, _ := strings.Cut(string(f.AppendSummary(nil, false)), " [copy of ") // which a datagram alone does not tell
				if got := string(got.AppendSummary(nil, false)); got != want {
					t.Fatalf("%s, frame %d from byte %d: %q, want %q", name, n+1, skip, got, want)
				}
				count[got.Order]++
			}
		}
	}
	if count[codec.LittleEndian] < 300 || count[codec.BigEndian] < 30 {
		t.Errorf("%v", count)
	}
}

// Bytes by hand: a LISTEN from cn_msg on, in both orders.
const (
	listenLittle = "01000000 01000000 07000000 64000000 0400 0000 01000000"
	listenBig    = "00000001 00000001 00000007 00000064 0004 0000 00000001"
	headerLittle = "28000000 0300 0000 07000000 00000000"
	headerBig    = "00000028 0003 0000 00000007 00000000"
	cookedHeader = "0004 0338 0000 0000000000000000 000b"
)

func TestExplainForms(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		wire  int
		order codec.Order // that the user gives
		form  analysis.Form
		is    codec.Order
		err   error
		line  string
	}{
		"cn_msg":                         {listenLittle, 0, 0, analysis.FormCnMsg, codec.LittleEndian, nil, "LISTEN"},
		"cn_msg, big":                    {listenBig, 0, 0, analysis.FormCnMsg, codec.BigEndian, nil, "LISTEN"},
		"cn_msg and padding":             {listenBig + "00 00 00", 0, 0, analysis.FormCnMsg, codec.BigEndian, nil, "LISTEN"},
		"cn_msg of another user":         {"03000000 01000000 00000000 00000000 0400 0000 01020304", 0, 0, analysis.FormCnMsg, codec.LittleEndian, nil, "w1 4 bytes"},
		"cn_msg of another user, padded": {"03000000 01000000 00000000 00000000 0500 0000 0102030405 000000", 0, 0, analysis.FormCnMsg, codec.LittleEndian, nil, "w1 5 bytes"},
		"cn_msg without data":            {"00000003 00000001 00000000 00000000 0000 0000", 0, 0, analysis.FormCnMsg, codec.BigEndian, nil, "w1 no data"},
		"cn_msg of the notifier":         {"ffffffff ffffffff 00000000 00000000 0004 0000 01020304", 0, 0, analysis.FormCnMsg, codec.BigEndian, nil, "connector notifier 4 bytes"},
		"cn_msg of nobody":               {"13000000 01000000 00000000 00000000 0400 0000 01020304", 0, 0, analysis.FormDatagram, codec.LittleEndian, codec.ErrShort, ""},
		"cn_msg, cut":                    {listenLittle[:len(listenLittle)-9], 24, 0, analysis.FormCnMsg, codec.LittleEndian, nil, "[truncated: 20 of 24 bytes]"},
		"cn_msg, damaged":                {strings.Replace(listenLittle, "0400", "0500", 1), 0, 0, analysis.FormCnMsg, codec.LittleEndian, codec.ErrOverrun, "5 bytes [malformed: cn_msg.len at byte 16: need 5 bytes, have 4: overrun]"},
		"cn_msg, order given":            {listenLittle, 0, codec.LittleEndian, analysis.FormCnMsg, codec.LittleEndian, nil, "LISTEN"},
		"cn_msg, wrong order given":      {listenLittle, 0, codec.BigEndian, analysis.FormDatagram, codec.BigEndian, codec.ErrOverrun, ""},
		"datagram":                       {headerLittle + listenLittle, 0, 0, analysis.FormDatagram, codec.LittleEndian, nil, "LISTEN"},
		"datagram, big":                  {headerBig + listenBig, 0, 0, analysis.FormDatagram, codec.BigEndian, nil, "LISTEN"},
		"datagram, wrong order given":    {headerBig + listenBig, 0, codec.LittleEndian, analysis.FormDatagram, codec.LittleEndian, codec.ErrOverrun, ""},
		"datagram, cut":                  {headerBig, 40, 0, analysis.FormDatagram, codec.BigEndian, nil, "type 3"},
		"datagram, cut and nobody knows": {headerLittle + listenLittle[:27], 0, 0, analysis.FormDatagram, codec.LittleEndian, codec.ErrOverrun, ""},
		"frame":                          {cookedHeader + headerBig + listenBig, 0, 0, analysis.FormFrame, codec.BigEndian, nil, "LISTEN"},
		"frame, family in host order":    {strings.Replace(cookedHeader, "000b", "0b00", 1) + headerLittle + listenLittle, 0, 0, analysis.FormFrame, codec.LittleEndian, nil, "LISTEN"},
		"frame of another family":        {strings.Replace(cookedHeader, "000b", "0010", 1) + headerLittle + listenLittle, 0, 0, analysis.FormFrame, codec.LittleEndian, nil, "NETLINK_GENERIC"},
		"frame of no family":             {strings.Replace(cookedHeader, "000b", "0020", 1) + headerLittle + listenLittle, 0, 0, analysis.FormDatagram, codec.LittleEndian, codec.ErrOverrun, ""},
		"824 bytes, big":                 {"00000338 0003 0000 00000007 00000000 00000001 00000001 00000007 00000000 0314 0000" + strings.Repeat("00", 788), 0, 0, analysis.FormDatagram, codec.BigEndian, nil, "ack ok"},
		"garbage":                        {"ff ff ff ff ff ff ff ff", 0, 0, analysis.FormDatagram, codec.LittleEndian, codec.ErrShort, "[malformed"},
	} {
		b, err := hex.DecodeString(strings.ReplaceAll(c.text, " ", ""))
		if err != nil {
			t.Fatal(err)
		}
		frames := analysis.Frames{Order: c.order}
		f, form := frames.Explain(b, c.wire)
		line := string(f.AppendSummary(nil, false))
		if form != c.form || f.Order != c.is || f.Err.Err != c.err || !strings.Contains(line, c.line) {
			t.Errorf("%s: %s, %s-endian, %v, %q\nwant %s, %s-endian, %v, %q", name, form, f.Order, f.Err.Err, line, c.form, c.is, c.err, c.line)
		}
		if sure := codec.Likely; form == analysis.FormCnMsg {
			if strings.HasSuffix(line, "LISTEN") || c.wire > 0 {
				sure = codec.Certain // its len agrees with the bytes and its id is known
			}
			if f.Confidence != sure {
				t.Errorf("%s: confidence %s, want %s", name, f.Confidence, sure)
			}
		}
		if c.order != codec.OrderUnknown && f.OrderRule != codec.OrderGiven {
			t.Errorf("%s: the order is by %s", name, f.OrderRule)
		}
		if want := name != "garbage"; f.HasMessage() != want {
			t.Errorf("%s: a message: %t", name, !want)
		}
	}
}

// TestExplainCuts explains every beginning of a datagram: each byte is in one
// span, places are within the bytes, and an error's too.
func TestExplainCuts(t *testing.T) {
	text := cookedHeader + headerLittle + listenLittle + headerLittle + listenBig
	b, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	var frames analysis.Frames
	for from := range b {
		for to := from; to <= len(b); to++ {
			for _, wire := range []int{0, len(b) - from} {
				f, _ := frames.Explain(b[from:to], wire)
				at := 0
				for _, s := range f.Spans {
					if s.Off != at {
						t.Fatalf("[%d:%d]: byte %d is in no span or in two: %v", from, to, at, f.Spans)
					}
					at += s.Len
				}
				if at != to-from {
					t.Fatalf("[%d:%d]: the spans end at byte %d: %v", from, to, at, f.Spans)
				}
				if f.Err.Offset < 0 || f.Err.Offset > max(to-from, wire) {
					t.Fatalf("[%d:%d]: %v", from, to, f.Err)
				}
				f.Tree(nil)
			}
		}
	}
}
