package source

import (
	"sync/atomic"

	"github.com/cnwire/cnwire/internal/turn"
)

// What is done to one batch after the other, beside reading them.
const (
	judging = iota
	writing
)

// turns are what the workers of a stretch do one after the other: they read batches, whoever comes
// first, then judge them in their order, and have them written in their order.
type turns struct {
	turn.Turns
	frames  int         // that were judged
	err     error       // of judging
	failed  error       // of writing
	stopped atomic.Bool // there was one of them: nothing more is read or judged
}
