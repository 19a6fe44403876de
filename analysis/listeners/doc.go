// Package listeners is who asked the kernel for process events, and how many it
// counts: spec/core.md, R42 to R45. A tap's capture has the requests of all; one of a
// socket has its own, and of others the answers alone.
package listeners
