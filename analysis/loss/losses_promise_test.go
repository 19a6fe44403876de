package loss_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/loss"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// A copy is no message that came before (R26a): a late one of a long time ago makes no
// restart behind it one of another machine. R28
func TestRebootBehindLateCopy(t *testing.T) {
	var l loss.Losses
	at := func(n uint64, seq uint32, stamp, captured int64, class genealogy.Class) loss.Found {
		f := frame(nil, n, 0, seq)
		m := &f.Messages[0]
		m.Stamp, m.Time, m.Class = uint64(stamp*second), captured*second, class
		var found loss.Found
		l.Add(&found, f, m)
		return found
	}
	at(1, 700, 10, 10_000, genealogy.Event)
	at(2, 701, 5000, 14_990, genealogy.Event)
	at(3, 700, 10, 14_995, genealogy.Copy)
	if f := at(4, 0, 12, 15_050, genealogy.Event); f.Finding != genealogy.Restart || f.Mixed {
		t.Errorf("%+v", f)
	}
}

// Totals are sums over all hosts: of each of what genealogy counts.
func TestTotalsAreSums(t *testing.T) {
	var hosts host.Hosts
	l := loss.Losses{Filters: analysis.Filtered}
	for n, name := range []string{"a", "b"} {
		h := hosts.Of(host.File{Name: name, Number: n}, &pcap.Interface{})
		frame, stamp := uint64(0), int64(5000)
		for _, seq := range []int64{10, 13, 11, 11, 20, 4, 3} { // 4 is before the first: one more gap, and 3 is late
			frame, stamp = frame+1, stamp+0
			add(&l, h, event{seq, stamp, 5000}, frame)
		}
		m := &analysis.Message{Header: genealogy.Header{Idx: 1, Val: 1, Kind: genealogy.KindEvent, Timed: true}}
		m.Verdict.Class = genealogy.Copy
		l.Add(new(loss.Found), &analysis.Frame{Host: h}, m)
		add(&l, h, event{0, 1, 6000}, frame+1)
	}
	sum := reflect.ValueOf(l.Totals())
	for i := range sum.NumField() {
		want := uint64(0)
		for _, of := range l.Hosts() {
			n := reflect.ValueOf(of.Totals()).Field(i).Uint()
			if n == 0 {
				t.Errorf("no %s of %v", sum.Type().Field(i).Name, of.Host)
			}
			want += n
		}
		if got := sum.Field(i).Uint(); got != want {
			t.Errorf("%s: %d, want %d", sum.Type().Field(i).Name, got, want)
		}
	}
}

// Gaps come in the order of the frames behind them, whichever began first.
func TestListOrder(t *testing.T) {
	var got []string
	l := loss.List{Each: func(o *loss.Lost) error {
		got = append(got, fmt.Sprintf("%d-%d", o.From.Frame, o.To.Frame))
		return nil
	}}
	for n, m := range [][2]uint32{{0, 10}, {1, 10}, {2, 10}, {1, 12}, {0, 12}, {2, 12}} {
		if err := l.Add(frame(nil, uint64(n+1), m[0], m[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.End(); err != nil || strings.Join(got, " ") != "2-4 1-5 3-6" {
		t.Errorf("%v, %v", got, err)
	}
}

// A gap that numbers closed which came late is not listed, also where so many came behind
// it that it is forgotten.
func TestForgottenWasClosed(t *testing.T) {
	const gaps = 1<<16 + 10
	rows := 0
	l := loss.List{Each: func(o *loss.Lost) error {
		if rows++; o.Lost == 0 {
			t.Fatalf("%+v", o)
		}
		return nil
	}}
	n := uint64(0)
	take := func(seq uint32) {
		n++
		if err := l.Add(frame(nil, n, 0, seq)); err != nil {
			t.Fatal(err)
		}
	}
	take(0)
	for seq := uint32(2); seq <= 2*gaps; seq += 2 {
		if take(seq); seq == 6 {
			take(3)
		}
	}
	if err := l.End(); err != nil || rows != gaps-1 {
		t.Errorf("%d gaps of %d: %v", rows, gaps-1, err)
	}
}

// A frame's drop count is counted once, however many messages it has: of two gaps that lack as much
// it proves one.
func TestDropCountOfAFrame(t *testing.T) {
	var l loss.Losses
	for n, seq := range []uint32{1, 3} {
		f := frame(nil, uint64(n+1), 0, seq)
		f.Messages = append(f.Messages, frame(nil, uint64(n+1), 1, seq).Messages...)
		f.Messages[1].Msg = 1
		f.DropCount.Value = uint64(n)
		for i := range f.Messages {
			l.Add(new(loss.Found), f, &f.Messages[i])
		}
	}
	if n := l.Totals(); n.Lost != 2 || n.Filtered != 1 {
		t.Errorf("%+v", n)
	}
}
