package analysis

import (
	"strings"

	"github.com/cnwire/cnwire/codec"
)

// AppendMeaning appends what a value means, in the table's names: "SIGCHLD",
// "PROC_EVENT_EXIT". It appends nothing for a number that only counts.
func (v *Value) AppendMeaning(dst []byte) []byte {
	switch v.Field.Name {
	case "cn_proc.exit.exit_code":
		e := codec.Exit{ExitCode: uint32(v.Num)}
		if e.Signal() == 0 {
			dst = appendNumber(dst, "code ", e.Status())
		} else {
			dst = appendName(dst, "signal", uint64(e.Signal()), "signal ", false)
		}
		if e.Core() {
			dst = append(dst, ", core"...)
		}
		return dst
	case "cn_proc.exit.exit_signal":
		if v.Num == 0xffffffff {
			return append(dst, "not the leader of its process"...)
		}
	case "cn_proc.timestamp_ns":
		return append(appendSeconds(dst, int64(v.Num/1e9), uint32(v.Num%1e9), 9), " s after boot, without suspend"...)
	case "cn_proc.ack.err":
		if v.Num == 0 {
			return append(dst, "ok"...)
		}
	}
	if v.Field.Set == "" {
		return dst
	}
	if strings.HasSuffix(v.Field.Set, "_bits") {
		if v.Num == 0 {
			return dst
		}
		return appendMask(dst, v.Num, v.Field.Set)
	}
	if name, ok := shortNames()[v.Field.Set][v.Num]; ok {
		return append(dst, name...)
	}
	return dst
}
