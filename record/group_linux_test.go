package record_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/connector"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/record"
	"github.com/cnwire/cnwire/spec"
)

// native is this machine's byte order, as the table takes it.
var native = binary.NativeEndian

// message is a datagram of a connector user, made from the table.
func message(t testing.TB, idx, val, seq, ack uint64, data string) []byte {
	t.Helper()
	cn := testkit.Must(spec.Default().CnMsg(native, octets.Set{"id.idx": idx, "id.val": val, "seq": seq, "ack": ack}, []byte(data)))(t)
	return octets.Message(t, native, octets.Set{"nlmsg_type": 3, "nlmsg_seq": seq}, cn)
}

// What another program sends to a group is recorded from it, whatever its id, and
// nothing else: no request is sent, and none of the kernel's counts changes.
func TestGroup(t *testing.T) {
	connector.Need(t)
	listened := connector.Listeners(t)
	for _, c := range []struct {
		o     record.Options
		group uint32
	}{
		{record.Options{ID: codec.CbID{Idx: 3, Val: 1}}, 3},
		{record.Options{Group: 32}, 32},
		{record.Options{Group: 9, ID: codec.CbID{Idx: 3, Val: 1}, Events: codec.EventExit, Follow: 1, Who: record.WhoExe}, 9},
	} {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		r, err := record.Open(ctx, c.o)
		if err != nil {
			t.Fatal(err)
		}
		if connector.Listeners(t) != listened {
			t.Error("the kernel counts another listener")
		}
		other := message(t, 3, 1, 7, 8, "12345")
		connector.Tell(t, c.group-1, other) // a neighbour
		port := connector.Tell(t, c.group, other)
		connector.Mark(t, "an event")
		r.Stop()
		var list []frame
		var p pcap.Packet
		for err = r.Next(&p); err == nil; err = r.Next(&p) {
			list = append(list, keep(&p))
		}
		if err != io.EOF || r.Close() != nil {
			t.Error(err)
		}
		if len(list) != 1 || !bytes.Equal(list[0].datagram, other) || list[0].Flags.Value != 1 || strings.Join(list[0].Comments, "") != fmt.Sprintf("cnwire:1 sender port=%d", port) {
			t.Errorf("group %d: %+v", c.group, list)
		}
		if n := r.Counts(); n.Foreign != 1 || n.Received+n.Unasked+n.Lost > 0 {
			t.Errorf("group %d: %+v", c.group, n)
		}
		// It says what it was: a member, with no mask, for nothing was asked for.
		about := r.Interface()
		line := strings.Join(about.Comments, "\n")
		if !strings.HasSuffix(about.Description, fmt.Sprintf(", group %d, nothing was asked for", c.group)) ||
			!strings.Contains(line, fmt.Sprintf(" group=%d ", c.group)) || strings.Contains(line, "mask") || strings.Contains(line, "filter") {
			t.Errorf("group %d: %s, %s", c.group, about.Description, line)
		}
	}
}

// Nothing has to come where nothing was asked for: it is no silence.
func TestGroupIsNotSilent(t *testing.T) {
	connector.Need(t)
	defer record.SetBeat(10 * time.Millisecond)()
	for _, group := range []uint32{1, 3} {
		r, err := record.Open(t.Context(), record.Options{Group: group})
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		time.Sleep(200 * time.Millisecond)
		if at := r.Silent(); !at.IsZero() {
			t.Errorf("group %d is silent since %v", group, at)
		}
	}
}

// In the group of process events it hears what others ask for, without a word to the
// kernel.
func TestGroupOfEvents(t *testing.T) {
	connector.Need(t)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	r, err := record.Open(ctx, record.Options{Group: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	listener := open(t, record.Options{})
	connector.Mark(t, "overheard")
	listener.Stop()
	r.Stop()
	heard := 0
	var p pcap.Packet
	for r.Next(&p) == nil {
		if p.Flags.Value != 1 {
			t.Errorf("it sent % x", p.Data)
		}
		if connector.IsMark(p.Data[len(cooked):], "overheard") {
			heard++
		}
	}
	if heard != 1 || r.Counts().Lost > 0 {
		t.Errorf("heard %d times; %+v", heard, r.Counts())
	}
}

// A group that there is none of is said.
func TestNoGroup(t *testing.T) {
	connector.Need(t)
	for _, o := range []record.Options{{Group: 33}, {ID: codec.CbID{Idx: 1 << 31, Val: 1}}, {ID: codec.CbID{Val: 1}}} {
		r, err := record.Open(t.Context(), o)
		if err == nil {
			r.Close()
		}
		if err == nil || !strings.Contains(err.Error(), "the connector has the groups 1 to 32") {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

func TestParseMask(t *testing.T) {
	for text, want := range map[string]codec.EventType{"": 0, "0x400": 0x400, "2147483648": codec.EventExit, "fork, EXIT": codec.EventFork | codec.EventExit, "all": 0xe00003c7} {
		if mask, err := record.ParseMask(text); err != nil || mask != want {
			t.Errorf("%q: %#x, %v", text, uint32(mask), err)
		}
	}
	for _, text := range []string{"4294967296", "-1", "forks", "0x"} {
		if mask, err := record.ParseMask(text); err == nil || !strings.Contains(err.Error(), "unknown event") {
			t.Errorf("%q: %#x, %v", text, uint32(mask), err)
		}
	}
}

func TestJoin(t *testing.T) {
	for _, c := range []struct {
		id    string
		group uint32
		want  record.Options
		wrong string
	}{
		{"", 0, record.Options{}, ""},
		{"3:1", 0, record.Options{ID: codec.CbID{Idx: 3, Val: 1}}, ""},
		{"0xe:0x457", 2, record.Options{ID: codec.CbID{Idx: 14, Val: 0x457}, Group: 2}, ""},
		{"1:1", 1, record.Options{ID: codec.CbID{Idx: 1, Val: 1}, Group: 1}, ""},
		{"1:1", 0, record.Options{}, "are process events"},
		{"3", 0, record.Options{}, `"3" is no id, as 3:1`},
		{"3:", 0, record.Options{}, "is no id"}, {"3:1:1", 0, record.Options{}, "is no id"}, {"-1:1", 0, record.Options{}, "is no id"},
		{"4294967296:1", 0, record.Options{}, "is no id"},
	} {
		var o record.Options
		err := o.Join(c.id, c.group)
		if c.wrong != "" {
			if err == nil || !strings.Contains(err.Error(), c.wrong) {
				t.Errorf("%s: %v", c.id, err)
			}
			continue
		}
		if err != nil || o != c.want || o.Passive() != (c.want != record.Options{}) {
			t.Errorf("%s, %d: %+v, %v", c.id, c.group, o, err)
		}
	}
}
