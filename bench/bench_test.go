package main

import (
	"bytes"
	"math"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/codec"
)

// BenchmarkDecode runs every line of the table as an ordinary benchmark.
func BenchmarkDecode(b *testing.B) {
	for _, e := range entries(regexp.MustCompile("")) {
		b.Run(e.event.name+"/"+e.row.name, func(b *testing.B) {
			b.ReportAllocs()
			e.loop(b.N)
		})
	}
}

// Each loop panics when its decoder fails; and what is handed back to the
// caller by value must not cost an allocation.
func TestLoops(t *testing.T) {
	all := entries(regexp.MustCompile(""))
	if len(all) < 4*len(events) {
		t.Fatalf("%d entries for %d events", len(all), len(events))
	}
	free := map[string]bool{"codec": true, "codec-big": true, "codec-detect": true, "codec-steps": true, "layers": true, "layer-whole": true}
	for _, e := range all {
		e.loop(3)
		if !free[e.row.name] {
			continue
		}
		if n := testing.AllocsPerRun(100, func() { e.loop(1) }); n != 0 {
			t.Errorf("%s/%s: %v allocations an event", e.event.name, e.row.name, n)
		}
	}
}

// The values, read off the bytes by hand.
func TestDecoder(t *testing.T) {
	var d decoder
	decode := func(o codec.Order, b []byte) *decoder {
		t.Helper()
		d = decoder{}
		if err := d.decode(o, b); err != nil {
			t.Fatal(err)
		}
		// Step by step it is the same.
		var s steps
		err := s.decode(o, b)
		head, last := d.last()
		if err != nil || !reflect.DeepEqual(s.arms, d.arms) || s.datagram.Messages[0].Header != *head || !reflect.DeepEqual(&s.event, last) {
			t.Errorf("step by step %+v, %v, else %+v", s, err, d)
		}
		if n := s.datagram.Len(); n != 76 || !d.direct {
			t.Errorf("%d bytes, want 76; direct: %t", n, d.direct)
		}
		if s.decode(codec.OrderUnknown, b); o != codec.OrderUnknown && s.datagram.Order != o {
			t.Errorf("order %v, want %v", s.datagram.Order, o)
		}
		return &d
	}
	task := func(pid, tgid int32) codec.Task { return codec.Task{PID: pid, TGID: tgid} }

	exit, fork, exec, comm := events[0], events[1], events[2], events[3]
	check := func(name string, got, want any) {
		t.Helper()
		if got != want {
			t.Errorf("%s: got %+v, want %+v", name, got, want)
		}
	}
	little, big := codec.LittleEndian, codec.BigEndian
	check("exit", decode(little, exit.little).exit, codec.Exit{Process: task(0x75e0, 0x75e0), ExitSignal: 17, Parent: task(0x75df, 0x75df)})
	check("cpu", d.whole.Event.CPU, uint32(1))
	check("timestamp", d.whole.Event.TimestampNs, uint64(0x3b9e088792e))
	check("exit, big", decode(big, exit.big).exit, codec.Exit{Process: task(0x83, 0x83), ExitCode: 9, ExitSignal: 17, Parent: task(1, 1)})
	check("timestamp, big", d.whole.Event.TimestampNs, uint64(0x66faed94d))
	check("fork", decode(little, fork.little).fork, codec.Fork{Parent: task(0x75b6, 0x75b6), Child: task(0x75df, 0x75df)})
	check("fork, big", decode(big, fork.big).fork, codec.Fork{Parent: task(0x52, 1), Child: task(0x5b, 0x5b)})
	check("exec", decode(little, exec.little).exec, codec.Exec{Process: task(0x75df, 0x75df)})
	check("exec, big", decode(big, exec.big).exec, codec.Exec{Process: task(0x5b, 0x5b)})
	check("comm", decode(little, comm.little).comm.Comm.String(), "abcdefghijklmno")
	check("comm, big", decode(big, comm.big).comm.Comm.String(), "a-very-long-com")

	for _, e := range events {
		for _, b := range [][]byte{e.little, e.big} {
			decode(codec.OrderUnknown, b)
			check(e.name+" what", d.whole.Event.What, e.what)
		}
		var g codec.Datagram
		ev := allocEvent(&g, e.little)
		check(e.name+" allocated", ev.What(), e.what)
	}
}

func TestTable(t *testing.T) {
	all := entries(regexp.MustCompile("^EXIT/codec(-big)?$"))
	run(all, 3, time.Millisecond)
	var w bytes.Buffer
	printHead(&w, 3, time.Millisecond)
	w.Reset()
	printTable(&w, all)
	lines := strings.Split(strings.TrimSpace(w.String()), "\n")
	if len(lines) != 4 {
		t.Fatalf("%d lines, want a head, a rule and two rows:\n%s", len(lines), w.String())
	}
	if f := strings.Fields(lines[2]); f[3] != "codec" || f[len(f)-2] != "1.0" {
		t.Errorf("the baseline's ratio is not 1.0: %s", lines[2])
	}
}

func TestSummarize(t *testing.T) {
	r := summarize([]sample{{30, 8, 1}, {10, 8, 1}, {20, 9, 1}})
	if r != (result{10, 20, 30, 8, 1}) {
		t.Errorf("three rounds: %+v", r)
	}
	if r := summarize([]sample{{30, 8, 1}, {10, 8, 1}}); math.Abs(r.median-20) > 1e-9 {
		t.Errorf("two rounds: %+v", r)
	}
}
