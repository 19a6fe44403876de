// Package host says whose traffic it is. Pids, the counters of processors and
// the monotonic clock belong to a host, which is a machine and one boot of it
// (SPEC.md R31); what is kept of messages is kept for each host apart.
//
// [Hosts] gives each interface of each capture its host. An interface that says
// whose it is, in a line of its comments (record/COMMENTS.md), is believed; for
// others a [Policy] decides. [Per] keeps something of each host.
package host
