//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/record"
)

// listens has a tap listen while a program runs: nlmon shows what somebody receives, so
// there must be its LISTEN, events of the program, and its IGNORE at the end.
func listens() error {
	r, err := record.Open(context.Background(), record.Options{Tap: true, Listen: true, Nlmon: true})
	if err != nil {
		return err
	}
	if err := exec.Command("/proc/self/exe", "role", "true").Run(); err != nil {
		return errors.Join(err, r.Close())
	}
	r.Stop()
	const short = codec.CookedSize + codec.NlMsghdrSize + codec.CnMsgSize + 4 // a request
	var requests, others, last int
	for n := 1; ; n++ {
		var p pcap.Packet
		if err = r.Next(&p); err != nil {
			break
		}
		if p.Flags.Value == 2 && len(p.Data) == short {
			requests++
			last = n
		} else {
			others++
		}
	}
	if err != io.EOF {
		return errors.Join(err, r.Close())
	}
	c := r.Counts()
	fmt.Printf("rig: a tap that listens: %d requests, the last is frame %d, %d other frames, %+v\n", requests, last, others, c)
	if err := r.Close(); err != nil {
		return err
	}
	if requests != 2 || last < 4 || others < 3 || c.Received != uint64(others) || c.Lost != 0 {
		return errors.New("a tap that listens did not see itself, or nobody else")
	}
	return nil
}
