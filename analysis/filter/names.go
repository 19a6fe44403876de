package filter

import (
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/internal/suggest"
	"github.com/cnwire/cnwire/spec"
)

// words are what Wireshark 4.0 calls the values of fields that it knows too, so
// that a filter can be carried over. Its numbers count from 0.
var words = map[string]map[string]uint64{
	"netlink.hatype":   {"Netlink": 824},
	"netlink.hdr_type": {"Nothing": 1, "Error": 2, "End of a dump": 3, "Data lost": 4},
	"netlink.family": {
		"Route": 0, "Unused": 1, "User-mode socket protocols": 2, "Unused (formerly: ip_queue)": 3, "Socket monitoring": 4,
		"Netfilter ULOG": 5, "IPsec": 6, "SELinux events": 7, "Open-iSCSI": 8, "Auditing": 9, "FIB lookup": 10,
		"Kernel connector": 11, "Netfilter": 12, "Unused (formerly: ip6_queue)": 13, "DECnet routing messages": 14,
		"Kernel messages to userspace": 15, "Generic": 16, "SCSI Transports": 18, "ecryptfs": 19, "RDMA": 20,
		"Crypto layer": 21, "SMC monitoring": 22,
	},
}

// valueByName returns the number that a name stands for beside a type: the
// table's name with or without what all names of its set begin with, or
// Wireshark's word, in any case. Wireshark's word comes first, that filters mean
// the same there.
func valueByName(t *typ, s string) (uint64, bool) {
	for word, n := range words[t.name] {
		if strings.EqualFold(word, s) {
			return n, true
		}
	}
	set := spec.Default().Set(t.set)
	prefix := prefixOf(set)
	for _, v := range set {
		if strings.EqualFold(v.Name, s) || strings.EqualFold(v.Name[prefix:], s) {
			return v.Value, true
		}
	}
	return 0, false
}

// prefixOf returns the length of what all names of a set begin with, up to an
// underscore, or SIG: that of PROC_EVENT_. A set of one has none.
func prefixOf(set []spec.Value) int {
	if len(set) < 2 {
		return 0
	}
	prefix := set[0].Name
	for _, v := range set {
		for !strings.HasPrefix(v.Name, prefix) {
			prefix = prefix[:len(prefix)-1]
		}
	}
	if prefix == "SIG" {
		return len(prefix)
	}
	return strings.LastIndexByte(prefix, '_') + 1
}

// unknownValue is the error about a name that is not in the value set of a type,
// with those that are spelled like it.
func unknownValue(wrong string, of *typ) *Error {
	e := &Error{Msg: fmt.Sprintf("%q is not among the names of the values of %s", wrong, of.name)}
	set := spec.Default().Set(of.set)
	prefix := prefixOf(set)
	names, whole := []string{}, map[string]string{}
	for _, v := range set {
		name := v.Name
		if len(wrong) < prefix || !strings.EqualFold(wrong[:prefix], name[:prefix]) {
			name = name[prefix:]
		}
		names = append(names, name)
		whole[name] = v.Name
	}
	for _, name := range suggest.Nearest(wrong, names) {
		e.Near = append(e.Near, whole[name])
	}
	return e
}
