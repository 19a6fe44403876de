package main

import (
	"fmt"
	"os"
	"testing"

	"github.com/cnwire/cnwire/codec"
)

func TestMain(m *testing.M) {
	status := m.Run()
	removeProgram()
	os.Exit(status)
}

// The program in C decodes what codec decodes, in both byte orders, and refuses what it
// refuses, for the same reason at the same place: each cut of each event.
func TestC(t *testing.T) {
	if program() == "" {
		t.Skip("there is no C compiler")
	}
	for _, e := range events {
		for order, b := range map[codec.Order][]byte{codec.LittleEndian: e.little, codec.BigEndian: e.big} {
			for n := 1; n <= len(b); n++ {
				if n < len(b) && n%4 != 0 {
					continue
				}
				var d decoder
				err := d.decode(order, b[:n])
				got := startC(order.String(), b[:n], false).decode(1)
				if direct := startC(order.String(), b[:n], true).decode(1); direct != got {
					t.Errorf("%s, %v, %d bytes: in C %s\ndirectly %s", e.name, order, n, got, direct)
				}
				if err != nil {
					if want := inWords(err, len(d.datagram.Tail)); got != want {
						t.Errorf("%s, %v, %d bytes:\n%s\nin C\n%s", e.name, order, n, want, got)
					}
					continue
				}
				head, last := d.last()
				want := fmt.Sprintf("0 %d %d %d seq=", uint32(last.What), last.CPU, last.TimestampNs)
				arms := fmt.Sprintf(" fork=%d/%d,%d/%d exec=%d/%d exit=%d/%d,%d,%d,%d/%d,0 comm=%d/%d,%s",
					d.fork.Parent.PID, d.fork.Parent.TGID, d.fork.Child.PID, d.fork.Child.TGID, d.exec.Process.PID, d.exec.Process.TGID,
					d.exit.Process.PID, d.exit.Process.TGID, d.exit.ExitCode, d.exit.ExitSignal, d.exit.Parent.PID, d.exit.Parent.TGID,
					d.comm.Process.PID, d.comm.Process.TGID, d.comm.Comm.String())
				want += fmt.Sprint(head.Seq) + arms
				if got != want {
					t.Errorf("%s, %v:\n%s\nin C\n%s", e.name, order, want, got)
				}
			}
		}
	}
}

// inWords is an error of codec as the program in C prints it.
func inWords(err error, tail int) string {
	e, class := err.(*codec.Error), 0
	switch e.Err {
	case codec.ErrShort:
		class = 1
	case codec.ErrLength:
		class = 2
	case codec.ErrOverrun:
		class = 3
	}
	return fmt.Sprintf("%d %s.%s at %d: need %d, have %d; tail %d", class, e.Struct, e.Field, e.Offset, e.Need, e.Have, tail)
}
