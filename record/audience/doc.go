// Package audience is who listens to this machine's connector now: the sockets there
// are, whose they are, what they asked for, and what the kernel counts. It sends the
// kernel nothing.
package audience
