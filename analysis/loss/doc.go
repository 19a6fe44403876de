// Package loss finds what is missing in the counters of process events, for each
// host apart (SPEC.md R25 to R31), and weighs what proves that it was lost.
package loss
