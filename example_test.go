package cnwire_test

import (
	"fmt"
	"log"

	"github.com/cnwire/cnwire"
	"github.com/cnwire/cnwire/analysis/who"
	"github.com/cnwire/cnwire/codec"
)

const demo = "testdata/corpus/captures/demo-amd64-6.1.192-nlmon.pcap"

func ExampleEvents() {
	for ev, err := range cnwire.Events(demo) {
		if err != nil {
			log.Print(err) // the loop goes on where it can
			continue
		}
		switch e := ev.Event.(type) {
		case *codec.Exec:
			fmt.Println(ev.Frame, "exec", e.Process.TGID)
		case *codec.Exit:
			if e.ExitCode != 0 {
				fmt.Println(ev.Frame, "exit", e.Process.TGID, "status", e.Status(), "signal", e.Signal())
			}
		}
	}
	// Output:
	// 5 exec 98
	// 17 exit 132 status 3 signal 0
	// 19 exit 137 status 0 signal 9
}

func ExampleProcesses() {
	for p, err := range cnwire.Processes(demo) {
		if err != nil {
			log.Print(err)
			continue
		}
		if d, ok := p.Duration(); ok && p.Failed() {
			fmt.Println(p.PID, "child of", p.PPID, "lived", d)
		}
	}
	// Output:
	// 132 child of 1 lived 88.24357ms
	// 137 child of 1 lived 44.57195ms
}

// A recording of package record says who it was.
func ExampleEvent_subject() {
	for ev, err := range cnwire.Events("record/testdata/amd64-6.12.117/record.alone.pcapng") {
		if err != nil {
			log.Print(err)
			continue
		}
		if e, ok := ev.Event.(*codec.Exec); ok && ev.Subject != nil {
			fmt.Println(e.Process.TGID, "in", ev.Subject.Facts.Get(who.Cwd), "is a child of", ev.Subject.Parent.Facts.Get(who.Exe))
		}
	}
	// Output:
	// 149 in /tmp/rig239346987 is a child of /init
	// 158 in /tmp/rig239346987 is a child of /init
}
