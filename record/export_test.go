package record

import "time"

// SetBatches makes the queue of recorders shorter.
func SetBatches(n int) (undo func()) {
	before := batches
	batches = n
	return func() { batches = before }
}

// SetMasks says that the kernel knows masks, or that it does not.
func SetMasks(has bool) (undo func()) {
	before := hasMasks
	hasMasks = func() bool { return has }
	return func() { hasMasks = before }
}

// SetKept bounds what is kept of exchanges.
func SetKept(n int) (undo func()) {
	before := mostKept
	mostKept = n
	return func() { mostKept = before }
}

// HasMasks reports whether the kernel knows masks.
func HasMasks() bool { return hasMasks() }

// SetBeat makes the heart of recorders beat faster.
func SetBeat(every time.Duration) (undo func()) {
	before := beatEvery
	beatEvery = every
	return func() { beatEvery = before }
}
