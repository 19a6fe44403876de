// Package record records the connector of the machine it runs on: it opens the
// kernel's socket, subscribes, and hands out what comes as packets, as events, or
// into capture files, with everything that was lost counted.
//
//	r, err := record.Open(ctx, record.Options{})
//	if err != nil {
//		log.Fatal(err) // says what is missing, and what to do
//	}
//	defer r.Close()
//	for ev, err := range r.Events() {
//		...
//	}
//
// # Three that run beside each other
//
// A reader takes datagrams from the socket in batches, into buffers made before.
// A bounded queue of batches is between it and whoever takes packets out: a file
// that is slow fills the queue, then the socket's buffer, and only then is
// something lost. What the kernel drops there it counts, and that count is exact.
//
// # What is subscribed is unsubscribed
//
// The kernel counts its listeners, and never notices that one is gone: each LISTEN
// needs its IGNORE (SPEC.md R43). Close sends it, and so do the end of the context and
// Stop. A process that is killed by SIGKILL sends none; for a tap that listened the next
// tap does (owed).
//
// LISTEN is the first. What others had asked for may have come to the socket before:
// it stands behind, with its own time. IGNORE stands behind what came before it, and
// its answer is the last: before 6.6, while others listen, the kernel goes on sending
// to the socket until it is closed, and that is not handed out.
//
// # One request
//
// Send sends one message to any user of the connector, and takes what answers it.
// Package record/request makes such messages.
//
// It works on Linux. Elsewhere Open says so.
package record
