package source

import (
	"sync/atomic"

	"github.com/cnwire/cnwire/internal/turn"
)

// turns are what the workers of a stretch do one after the other, in the order of their
// batches: for each batch its worker waits for its turn, and then gives it to the next one.
type turns struct {
	read, judge, write turn.Turn
	ended              bool        // of reading: there are no more batches
	frames             int         // that were judged
	err                error       // of judging
	failed             error       // of writing
	stopped            atomic.Bool // there was one of them: nothing more is read or judged
}
