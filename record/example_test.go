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
