package record_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"os/exec"
	"time"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/record"
)

// The end of one's own child. It needs a kernel that is asked, so it is only
// compiled; TestEvents does the same.
func Example() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	r, err := record.Open(ctx, record.Options{Events: codec.EventExec | codec.EventExit})
	if err != nil {
		log.Print(err) // says what is missing, and what to do
		return
	}
	defer r.Close()
	child := exec.Command("sh", "-c", "exit 7")
	child.Run()
	for ev, err := range r.Events() {
		if err != nil {
			log.Print(err)
			return
		}
		if ev.Dropped > 0 {
			fmt.Fprintln(os.Stderr, ev.Dropped, "messages lost before this one")
		}
		if e, ok := ev.Event.(*codec.Exit); ok && int(e.Process.TGID) == child.Process.Pid {
			fmt.Println("exit", e.Status())
			return
		}
	}
}

// What users of other clients get: the loop of MIGRATING.md, which asks a kernel too.
func ExampleOpen() {
	ctx, watched := context.Background(), map[int32]bool{}
	r, err := record.Open(ctx, record.Options{})
	if err != nil {
		log.Print(err)
		return
	}
	defer r.Close()
	for ev, err := range r.Events() {
		if err != nil {
			log.Print(err)
			return
		}
		if e, ok := ev.Event.(*codec.Exit); ok && watched[e.Process.TGID] {
			return
		}
		switch e := ev.Event.(type) {
		case *codec.Exec:
			fmt.Println("exec", e.Process.TGID)
		case *codec.Exit:
			fmt.Println("exit", e.Process.TGID, e.Status())
		}
	}
}
