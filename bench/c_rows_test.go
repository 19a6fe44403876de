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
// refuses: each cut of each event.
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
				failed := 0
				err := d.decode(order, b[:n])
				got := startC(order.String(), b[:n]).decode(1)
				if err != nil {
					if got[0] == '0' {
						t.Errorf("%s, %v, %d bytes: %v, and in C %s", e.name, order, n, err, got)
					}
					continue
				}
				want := fmt.Sprintf("%d %d %d %d seq=", failed, uint32(d.event.What), d.event.CPU, d.event.TimestampNs)
				arms := fmt.Sprintf(" fork=%d/%d,%d/%d exec=%d/%d exit=%d/%d,%d,%d,%d/%d,0 comm=%d/%d,%s",
					d.fork.Parent.PID, d.fork.Parent.TGID, d.fork.Child.PID, d.fork.Child.TGID, d.exec.Process.PID, d.exec.Process.TGID,
					d.exit.Process.PID, d.exit.Process.TGID, d.exit.ExitCode, d.exit.ExitSignal, d.exit.Parent.PID, d.exit.Parent.TGID,
					d.comm.Process.PID, d.comm.Process.TGID, d.comm.Comm.String())
				want += fmt.Sprint(d.datagram.Messages[0].Header.Seq) + arms
				if got != want {
					t.Errorf("%s, %v:\n%s\nin C\n%s", e.name, order, want, got)
				}
			}
		}
	}
}
