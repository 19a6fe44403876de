package analysis

import (
	"strconv"
	"sync"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// shortNames are the words of a line for people, which the table's C names are
// too long for.
var shortNames = sync.OnceValue(func() map[string]map[uint64]string {
	m := map[string]map[uint64]string{}
	t := spec.Default()
	for _, set := range t.Sets() {
		m[set] = map[uint64]string{}
		for _, v := range t.Set(set) {
			if _, alias := m[set][v.Value]; !alias {
				m[set][v.Value] = v.Name
			}
		}
	}
	return m
})

// appendName appends the table's name of a number, or the number where it has
// none or numeric is set.
func appendName(dst []byte, set string, v uint64, prefix string, numeric bool) []byte {
	if name, ok := shortNames()[set][v]; ok && !numeric {
		return append(dst, name...)
	}
	dst = append(dst, prefix...)
	return strconv.AppendUint(dst, v, 10)
}

// userNames are what the connector's users call themselves, where the kernel
// or its programs print a name: /proc/net/connector, dmesg, the daemons.
var userNames = map[codec.CbID]string{
	{Idx: 1, Val: 1}:                   "cn_proc",
	{Idx: 2, Val: 1}:                   "cifs",
	{Idx: 3, Val: 1}:                   "w1",
	{Idx: 4, Val: 1}:                   "uvesafb",
	{Idx: 6, Val: 1}:                   "dst",
	{Idx: 7, Val: 1}:                   "dm-log-userspace",
	{Idx: 8, Val: 1}:                   "drbd",
	{Idx: 9, Val: 1}:                   "hv_kvp",
	{Idx: 10, Val: 1}:                  "hv_vss",
	{Idx: 0xffffffff, Val: 0xffffffff}: "connector notifier",
}
