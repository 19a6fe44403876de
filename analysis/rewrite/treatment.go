package rewrite

import (
	"slices"

	"github.com/cnwire/cnwire/spec"
)

// treatment is what an Anonymizer does with a field.
type treatment uint8

const (
	erase treatment = iota // its bytes become zero
	keep
	asPID  // it names a task, or a port that is mostly named after one
	asID   // it names a user or a group
	asComm // it is the name of a program
)

// The fields that do not stay zero, by their names in the table. Each was judged
// by a person: what is in no list is erased, so that a field that comes to the
// table later gives nothing away.
var (
	keptFields = []string{
		"sll_pkttype", "sll_hatype", "sll_halen", "sll_protocol",
		"sll2_protocol", "sll2_if_index", "sll2_hatype", "sll2_pkttype", "sll2_halen",
		"nlmsg_len", "nlmsg_type", "nlmsg_flags", "nlmsg_seq",
		"id.idx", "id.val", "seq", "ack", "len",
		"what", "cpu", "timestamp_ns", "tv_sec", "tv_nsec",
		"err", "exit_code", "exit_signal",
		"mcast_op", "event_type",
		"idx_notify_num", "val_notify_num", "group", "first", "range",
	}
	pidFields = []string{
		"nlmsg_pid",
		"process_pid", "process_tgid", "parent_pid", "parent_tgid",
		"child_pid", "child_tgid", "tracer_pid", "tracer_tgid",
	}
	idFields   = []string{"ruid", "euid", "rgid", "egid"}
	commFields = []string{"comm"}
)

// treatmentOf returns what is done with a field of the table. cn_msg.flags is
// erased: in process events it was uninitialised memory before 3.12 (R10), and
// it has a meaning in no message that is shown.
func treatmentOf(f *spec.Field) treatment {
	switch {
	case slices.Contains(keptFields, f.Name):
		return keep
	case slices.Contains(pidFields, f.Name):
		return asPID
	case slices.Contains(idFields, f.Name):
		return asID
	case slices.Contains(commFields, f.Name):
		return asComm
	}
	return erase
}
