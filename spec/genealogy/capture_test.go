package genealogy_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"io/fs"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// A reader of captures for these tests: it shares nothing with the codec.

// fataler is what testing.TB and rapid.T have in common.
type fataler interface{ Fatalf(string, ...any) }

var seed = maphash.MakeSeed()

// capture returns the headers of a file of the corpus.
func capture(t testing.TB, name string) []genealogy.Header {
	t.Helper()
	b, err := fs.ReadFile(corpus.FS(), "captures/"+name)
	if err != nil {
		t.Fatal(err)
	}
	var o binary.ByteOrder = binary.LittleEndian
	if bytes.HasPrefix(b, []byte{0xa1, 0xb2}) {
		o = binary.BigEndian
	}
	var list []genealogy.Header
	for _, c := range octets.Unpack(b) {
		list = append(list, headers(t, o, c.Data[16:], genealogy.Ref{Frame: uint64(c.Number)})...)
	}
	return list
}

// headers returns the headers of a datagram's messages, by the table alone.
func headers(t fataler, o binary.ByteOrder, b []byte, ref genealogy.Ref) []genealogy.Header {
	claims, err := spec.Default().Walk(o, 11, b, len(b))
	if err != nil {
		t.Fatalf("frame %d: %v", ref.Frame, err)
	}
	var list []genealogy.Header
	var port uint32
	commands := 0 // in the w1 message at hand
	digest := maphash.Hash{}
	digest.SetSeed(seed)
	for _, c := range claims {
		v := uint32(c.Value)
		name := c.Struct + "." + c.Field
		if name == "nlmsghdr.nlmsg_pid" {
			port = v
		}
		if name == "cn_msg.id.idx" {
			list = append(list, genealogy.Header{Ref: ref, Idx: v, Port: port})
			ref.Msg++
			digest.Reset()
		}
		if len(list) == 0 || c.Struct == "nlmsghdr" || c.Field == "pad" {
			continue
		}
		h := &list[len(list)-1]
		digest.Write(b[c.Offset:][:c.Size])
		h.Digest = digest.Sum64()
		switch name {
		case "cn_msg.id.val":
			h.Val = v
		case "cn_msg.seq":
			h.Seq = v
		case "cn_msg.ack":
			h.Ack = v
		case "cn_msg.len":
			h.Empty = v == 0
		case "proc_cn_mcast_op.mcast_op", "proc_input.mcast_op":
			h.Kind = genealogy.KindRequest
		case "dm_ulog_request.seq":
			h.Key, h.Keyed = v, true
		case "proc_input.event_type":
			h.Masked = true
		case "proc_event.what":
			switch {
			case port != 0: // R18: user space sends none
			case v == 0:
				h.Kind = genealogy.KindAnswer
			default:
				h.Kind = genealogy.KindEvent
			}
		case "proc_event.cpu":
			h.CPU = v
		case "w1_netlink_cmd.cmd":
			if commands > 0 { // the first counts for its message
				h.Commands++
			}
			commands++
		case "w1_netlink_msg.type", "w1_netlink_msg_slave.type", "w1_netlink_msg_master.type":
			h.Commands++
			commands = 0
			if port == 0 && v >= 4 { // R23
				h.Kind = genealogy.KindDialog
			}
		case "proc_event.timestamp_ns":
			h.Stamp, h.Timed = c.Value, true
		}
	}
	return list
}

// What testdata/corpus/decode.py and a few lines of Python behind it count: the
// pairs as "answer<request rule", and sums. The demo is a cut, so it has gaps.
func TestCaptures(t *testing.T) {
	for _, c := range []struct {
		file, pairs                       string
		events, copies, alone, lost, gaps uint64
		ends                              string
	}{
		{"amd64-6.1.192-nlmon.pcap", "2<1 ack+1, 5<4 ack+1, 366<365 ack+1, 379<378 ack+1, 385<384 ack+1, 388<387 seq+1", 1126, 2076, 0, 0, 0, "frame 3210 on CPU 0, frame 3216 on CPU 1"},
		{"s390x-6.1.176-nlmon.pcap", "2<1 ack+1, 4<3 ack+1, 361<360 ack+1, 372<371 ack+1, 378<377 ack+1, 381<380 seq+1", 1122, 2070, 0, 0, 0, "frame 3206 on CPU 0, frame 3203 on CPU 1"},
		{"amd64-6.18.44-socket.pcap", "", 166, 0, 1, 0, 0, "frame 167 on CPU 0, frame 134 on CPU 1"},
		{"demo-amd64-6.1.192-nlmon.pcap", "2<1 ack+1, 29<28 ack+1", 25, 1, 0, 158, 21, "frame 27 on CPU 0, frame 30 on CPU 1"},
	} {
		t.Run(c.file, func(t *testing.T) {
			var tracker genealogy.Tracker
			losses := genealogy.Losses{Kernel: spec.Version{6, 1}}
			n := map[genealogy.Class]uint64{}
			var pairs []string
			for _, h := range capture(t, c.file) {
				v := tracker.Add(&h)
				losses.Add(&h, v)
				n[v.Class]++
				if v.Class == genealogy.Reply {
					pairs = append(pairs, fmt.Sprintf("%d<%d %s", h.Frame, v.Of.Frame, v.Rule))
				}
				if v.Of.Msg != 0 {
					t.Errorf("frame %d is to the second message of frame %d", h.Frame, v.Of.Frame)
				}
			}
			if got := strings.Join(pairs, ", "); got != c.pairs {
				t.Errorf("pairs %s\nwant %s", got, c.pairs)
			}
			if n[genealogy.Event] != c.events || n[genealogy.Copy] != c.copies || n[genealogy.Unsolicited] != c.alone || n[genealogy.Ambiguous] != 0 {
				t.Errorf("%v, want %d events, %d copies, %d unsolicited", n, c.events, c.copies, c.alone)
			}
			total := losses.Totals()
			if total.Lost != c.lost || total.Gaps != c.gaps || total.Filtered+total.Restarts+total.Late+total.Repeated != 0 {
				t.Errorf("%+v, want %d lost in %d gaps", total, c.lost, c.gaps)
			}
			if !strings.HasSuffix(losses.Blind(), "cannot be seen: after "+c.ends+".") {
				t.Errorf("%s\nwant %s", losses.Blind(), c.ends)
			}
		})
	}
}

// Two captures of a machine, from each of which other frames are gone, tell
// together what neither has; and two machines one after the other lose nothing.
func TestCapturesInOneStream(t *testing.T) {
	list := capture(t, "amd64-6.1.192-nlmon.pcap")
	var stream []genealogy.Header
	var both uint64
	for listener := range 2 {
		gone := map[uint64]bool{} // by timestamp: with all copies
		d := &dice{uint64(listener)}
		for i, h := range list {
			if h.Timed && i > 10 && i < len(list)-100 && (h.Stamp%7 == 0 || d.once(5)) {
				gone[h.Stamp] = true
			}
		}
		for _, h := range list {
			if gone[h.Stamp] {
				continue
			}
			h.Frame += uint64(listener) * 10000
			stream = append(stream, h)
		}
	}
	came, sent := map[uint64]bool{}, map[uint64]bool{}
	for _, h := range stream {
		came[h.Stamp] = true
	}
	for _, h := range list {
		if h.Timed && !sent[h.Stamp] && !came[h.Stamp] {
			both++
		}
		sent[h.Stamp] = true
	}
	stream = append(stream, capture(t, "s390x-6.1.176-nlmon.pcap")...)
	var tracker genealogy.Tracker
	var losses genealogy.Losses
	for i := range stream {
		losses.Add(&stream[i], tracker.Add(&stream[i]))
	}
	if total := losses.Totals(); total.Lost != both || both == 0 || total.Late == 0 || total.Repeated != 0 || total.Restarts != 1 {
		t.Errorf("%+v, want %d lost and one restart", total, both)
	}
}
