package source

import (
	"context"
	"io"
)

// waiting reads what one may have to wait for, a pipe or a terminal, until its
// context ends. The read that is then under way goes on alone, in a buffer of
// its own, and what it gets is lost.
type waiting struct {
	io.ReadCloser
	ctx  context.Context
	buf  []byte
	done chan got
}

// got is what came of a read.
type got struct {
	n   int
	err error
}

func newWaiting(ctx context.Context, r io.ReadCloser) *waiting {
	return &waiting{ReadCloser: r, ctx: ctx, buf: make([]byte, bufferSize), done: make(chan got, 1)}
}

func (w *waiting) Read(b []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	room := w.buf[:min(len(b), len(w.buf))]
	go func() {
		n, err := w.ReadCloser.Read(room)
		w.done <- got{n, err}
	}()
	select {
	case g := <-w.done:
		return copy(b, room[:g.n]), g.err
	case <-w.ctx.Done():
		return 0, w.ctx.Err()
	}
}

// openWaiting opens what may have to wait already for that, as a FIFO waits for
// one who writes.
func openWaiting(ctx context.Context, open func() (io.ReadCloser, error)) (io.ReadCloser, error) {
	type opened struct {
		r   io.ReadCloser
		err error
	}
	done := make(chan opened, 1)
	go func() {
		r, err := open()
		done <- opened{r, err}
	}()
	select {
	case o := <-done:
		return o.r, o.err
	case <-ctx.Done():
		go func() { // nobody wants it any more
			if o := <-done; o.err == nil {
				o.r.Close()
			}
		}()
		return nil, ctx.Err()
	}
}
