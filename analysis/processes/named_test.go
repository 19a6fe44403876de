package processes_test

import (
	"encoding/hex"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/pcap"
)

// The FORK of a process and its EXEC, as a kernel sent them (6.18).
const (
	cookedHex = "0004033800000000000000000000000b"
	forkHex   = "4c00000003000000990c0100000000000100000001000000990c0100000000002800000001000000010000005c5879e0b9030000b6750000b6750000df750000df7500000000000000000000"
	execHex   = "4c0000000300000005220100000000000100000001000000052201000000000028000000020000000000000014f67de0b9030000df750000df75000000000000000000000000000000000000"
)

// What a recorder looked up names a process: at its FORK, and again at an EXEC.
func TestNamedByComments(t *testing.T) {
	for _, c := range []struct {
		fork, exec   string
		name, before string
	}{
		{"cnwire:1 task pid=30175 comm=sh exe=/bin/sh", `cnwire:1 task pid=30175 comm="a \xff" arg=comm=b`, "a \xff", "sh"},
		{"cnwire:1 task pid=30175 comm=sh", "cnwire:1 task pid=30175 race=gone", "", "sh"},
		{"comm=old", "seen by me\ncnwire:1 task pid=30175 comm=0123456789abcdefg\ncnwire:1 other comm=x", "0123456789abcde", "old"},
		{"", "", "", ""},
	} {
		var got *processes.Process
		table := processes.Table{Each: func(p *processes.Process) error {
			if p.PID == 30175 {
				got = p
			}
			return nil
		}}
		var frames analysis.Frames
		for _, f := range [][2]string{{forkHex, c.fork}, {execHex, c.exec}} {
			data, err := hex.DecodeString(cookedHex + f[0])
			if err != nil {
				t.Fatal(err)
			}
			p := pcap.Packet{Data: data, Len: uint32(len(data)), Time: time.Unix(1, 0), Interface: &pcap.Interface{LinkType: pcap.LinkTypeNetlink}}
			if f[1] != "" {
				p.Comments = []string{f[1]}
			}
			if err := table.Add(frames.Feed(&p)); err != nil {
				t.Fatal(err)
			}
		}
		if err := table.Finish(); err != nil {
			t.Fatal(err)
		}
		if got == nil || got.Comm.String() != c.name || got.Named != (c.name != "") || got.CommBeforeExec.String() != c.before {
			t.Errorf("%+v: %+v", c, got)
		}
	}
}
