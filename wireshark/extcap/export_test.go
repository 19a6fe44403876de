package extcap

import (
	"bytes"
	"context"
	"time"
)

// Answer answers a command line as on a system, as version 1.2.3.
func Answer(ctx context.Context, system string, args ...string) (status int, out, complaints string) {
	var o, c bytes.Buffer
	status = (&program{version: "cnwire 1.2.3", system: system, out: &o, complaint: &c}).run(ctx, args)
	return status, o.String(), c.String()
}

// Options are the options that a command line asks record for.
var Options = func(args ...string) (any, error) {
	c, err := parse(args)
	if err != nil {
		return nil, err
	}
	return c.options()
}

// Sentence makes a sentence.
var Sentence = sentence

// ShortGrace lets a capture whose FIFO nobody reads end soon.
func ShortGrace() (restore func()) {
	was := grace
	grace = 200 * time.Millisecond
	return func() { grace = was }
}
