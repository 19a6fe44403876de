// Package model is the connector as kernels have it, for people who want to
// know what one would do: which bytes it takes, from whom, what it answers, to
// which sockets, and what is lost. spec/core.md has the same
// as numbered rules; code that obeys one names it.
//
//	k, _ := model.New(model.Config{Release: spec.Version{6, 12}})
//	s := k.Open(model.Creds{PID: 100, NetAdmin: true}, 0)
//	s.Bind(0, 1<<0)
//	out := s.Send(0, 0, request)
//
// out says what sendto returned, which check dropped the request or which
// callback got it, and everything that was sent because of it: the bytes, the
// sockets that got them, those that lost them, and the frames that a netlink tap
// would have seen.
//
// Users of the connector beside the process events are registered by their own
// functions, AddW1, AddDmLog and AddUvesafb: what they do with a request or an answer,
// as far as no hardware has a say. They were held against the corpus.
//
// Kernels differ by generation. What differs is data: a [Profile], made from the
// list in history.go, one line a change. A [Kernel] does one thing at a time and
// has no clock: CPU and Clock are what its user sets. Callbacks run at once,
// also where kernels up to 2.6.38 ran them a little later in a thread of their
// own, and no allocation fails.
//
// The model writes with the table of package spec and reads with it, and knows
// nothing of package codec: tests hold one against the other.
package model
