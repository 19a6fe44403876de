package extcap

import (
	"context"
	"errors"
	"os"
	"syscall"
	"time"

	"github.com/cnwire/cnwire/record"
)

// look is how often it is looked whether the FIFO is still read: between events
// nothing is written, and nothing says that nobody reads.
const look = 100 * time.Millisecond

// grace is how long what is left may take to be written when the end was asked
// for. Wireshark kills after thirty seconds. IGNORE is sent before. A test does not
// wait so long.
var grace = 5 * time.Second

var (
	errNoReader = errors.New("the FIFO was not opened by anybody who reads it")
	errStuck    = errors.New("the end was asked for, and who reads the FIFO does not: what was left is not written")
)

// capture records into a FIFO until a signal comes, or nobody reads it any more.
// The FIFO is opened first, and in any case: else its reader would wait for ever
// where we fail.
func (p *program) capture(ctx context.Context, c *call) error {
	if c.fifo == "" {
		return errors.New("--capture goes with --fifo")
	}
	fifo, err := openFIFO(ctx, c.fifo)
	if err != nil {
		return err
	}
	defer fifo.Close()
	o, err := c.options()
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		for ctx.Err() == nil {
			if isUnread(fifo) {
				stop()
			}
			time.Sleep(look)
		}
	}()
	within := grace // what AfterFunc starts may still be there behind the end
	context.AfterFunc(ctx, func() { fifo.SetWriteDeadline(time.Now().Add(within)) })
	r, err := record.Open(ctx, o)
	if err != nil {
		return err
	}
	defer r.Close()
	result, err := r.Write(record.Output{Also: fifo, Application: p.version})
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		err = errStuck
	case errors.Is(err, syscall.EPIPE):
		err = nil // the reader has had enough
	}
	if _, missing := r.Summary(result); len(missing) > 0 {
		for _, sentence := range append(missing, r.Notes()...) {
			p.complain(sentence)
		}
	}
	return err
}
