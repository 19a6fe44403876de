package processes

import (
	"strconv"
	"sync"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// signals are the table's names of signals.
var signals = sync.OnceValue(func() map[uint32]string {
	m := map[uint32]string{}
	for _, v := range spec.Default().Set("signal") {
		if _, alias := m[uint32(v.Value)]; !alias {
			m[uint32(v.Value)] = v.Name
		}
	}
	return m
})

// AppendExit appends how the process ended: "0", "SIGKILL", "SIGSEGV core", and
// "signal 40" for one without a name. It appends nothing where State is not
// Ended.
func (p *Process) AppendExit(dst []byte) []byte {
	if p.State != Ended {
		return dst
	}
	e := codec.Exit{ExitCode: p.Code}
	if e.Signal() == 0 {
		return strconv.AppendUint(dst, uint64(e.Status()), 10)
	}
	if name, ok := signals()[e.Signal()]; ok {
		dst = append(dst, name...)
	} else {
		dst = strconv.AppendUint(append(dst, "signal "...), uint64(e.Signal()), 10)
	}
	if e.Core() {
		dst = append(dst, " core"...)
	}
	return dst
}
