// Package statistics counts what captures hold: tables by kind, id, process,
// name, processor, interface, time and protocol, latencies, and losses.
//
// [New] starts the tables that are asked for, [Statistics.Add] takes the frames
// in their order, and [Statistics.End] gives the rows. A [Row] knows its table
// and its columns, so whoever prints it needs to know no table.
//
// Each message counts once: copies for other listeners are counted as copies.
// Memory is bounded by the processes that live at a time and by constants, not
// by the frames.
package statistics
