package fuzz_test

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/fuzz"
	"github.com/cnwire/cnwire/spec"
)

// arm reports an arm of proc_event's union, which starts at at and of which
// union holds the bytes. The names are the table's; the rest is the Go value's:
// its fields in their order, with the sizes of their types and nothing between.
func (r *report) arm(at int, ev codec.Event, union []byte) {
	switch e := ev.(type) {
	case *codec.RawEvent:
		return
	case *codec.Exit:
		r.exit(at, e, union)
		return
	}
	s, _ := spec.Default().Arm(uint32(ev.What()))
	r.whole(at, s, ev)
}

// whole reports a struct that starts at at, by the values of a Go type that has them in
// the same order.
func (r *report) whole(at int, s *spec.Struct, of any) {
	values := scalars(nil, reflect.ValueOf(of).Elem())
	if len(values) != len(s.Fields) {
		r.fail(fmt.Errorf("%T has %d values, and %s in spec/fields.csv %d: fuzz/arms_test.go takes them one by one", of, len(values), s.Name, len(s.Fields)))
		return
	}
	offset := 0
	for i, v := range values {
		f := fuzz.Field{Struct: s.Name, Name: s.Fields[i].Name, Offset: at + offset, Size: int(v.Type().Size())}
		switch {
		case v.CanInt():
			f.Value = uint64(v.Int())
		case v.CanUint():
			f.Value = v.Uint()
		default:
			f.Bytes = v.Bytes()
		}
		r.fields = append(r.fields, f)
		offset += f.Size
	}
}

// scalars appends what in a Go value is no struct, in the order of its fields.
func scalars(list []reflect.Value, v reflect.Value) []reflect.Value {
	if v.Kind() != reflect.Struct {
		return append(list, v)
	}
	for i := range v.NumField() {
		list = scalars(list, v.Field(i))
	}
	return list
}

// exit reports the parent also of the unions that end inside it, which no
// kernel sent: codec's value has it whole or not at all (SPEC.md R9).
func (r *report) exit(at int, e *codec.Exit, union []byte) {
	r.task(at, "proc_event.exit", "process", 0, e.Process)
	r.number(at, "proc_event.exit", "exit_code", 8, 4, uint64(e.ExitCode))
	r.number(at, "proc_event.exit", "exit_signal", 12, 4, uint64(e.ExitSignal))
	switch {
	case !e.NoParent:
		r.task(at, "proc_event.exit", "parent", 16, e.Parent)
	case len(union) >= 20:
		r.number(at, "proc_event.exit", "parent_pid", 16, 4, uint64(r.order.Uint32(union[16:20])))
	}
}

// task reports a process and a thread of it, whose fields start with name.
func (r *report) task(at int, structName, name string, offset int, t codec.Task) {
	r.number(at, structName, name+"_pid", offset, 4, uint64(int64(t.PID)))
	r.number(at, structName, name+"_tgid", offset+4, 4, uint64(int64(t.TGID)))
}

// other reports what codec knows of ids other than that of process events: a
// request to the notifier, if it is as long as its counts say.
func (r *report) other(at int, cn *codec.CnMsg) {
	for id, name := range map[codec.CbID]string{{Idx: 4, Val: 1}: "uvesafb_task", {Idx: 7, Val: 1}: "dm_ulog_request"} {
		if cn.ID == id {
			r.user(at, name, cn.Data)
			return
		}
	}
	if cn.ID == (codec.CbID{Idx: 3, Val: 1}) {
		r.w1(at, cn)
		return
	}
	if cn.ID.Idx == 9 && cn.ID.Val == 1 || cn.ID.Idx == 10 && cn.ID.Val == 1 {
		r.hyperV(at, cn)
		return
	}
	if r.past(at, cn) {
		return
	}
	if user, ok := spec.Default().User(cn.ID.Idx, cn.ID.Val); ok && !cn.ID.IsNotifier() && slices.ContainsFunc(spec.Default().Payloads(), func(p spec.Payload) bool { return p.User == user.Name }) {
		r.fail(fmt.Errorf("fuzz/arms_test.go: other has no case for %s, of which spec/payloads.csv has structs", user.Name))
	}
	var ctl codec.CtlMsg
	if _, err := ctl.Decode(r.order, cn.Data); err != nil || cn.ID != (codec.CbID{Idx: 0xffffffff, Val: 0xffffffff}) {
		return
	}
	if ranges := uint64(ctl.IdxNotifyNum) + uint64(ctl.ValNotifyNum); uint64(len(cn.Data)) != codec.CtlMsgSize+ranges*codec.NotifyReqSize {
		return
	}
	r.number(at, "cn_ctl_msg", "idx_notify_num", 0, 4, uint64(ctl.IdxNotifyNum))
	r.number(at, "cn_ctl_msg", "val_notify_num", 4, 4, uint64(ctl.ValNotifyNum))
	r.number(at, "cn_ctl_msg", "group", 8, 4, uint64(ctl.Group))
	r.number(at, "cn_ctl_msg", "len", 12, 4, uint64(ctl.Length))
	var req codec.NotifyReq
	for n := codec.CtlMsgSize; n < len(cn.Data); n += codec.NotifyReqSize {
		req.Decode(r.order, cn.Data[n:])
		r.number(at+n, "cn_notify_req", "first", 0, 4, uint64(req.First))
		r.number(at+n, "cn_notify_req", "range", 4, 4, uint64(req.Range))
	}
}

// w1 reports messages of the 1-wire bus, and what is in them, as far as they are whole.
func (r *report) w1(at int, cn *codec.CnMsg) {
	if len(cn.Data) < codec.W1NetlinkMsgSize {
		return
	}
	about := map[byte]string{0: "_slave", 1: "_slave", 2: "_master", 3: "_master", 4: "_master", 5: "_slave"}
	r.row(at, cn.Data, codec.W1NetlinkMsgSize, func(b []byte) string { return "w1_netlink_msg" + about[b[0]] }, func(at int, head, own []byte) {
		switch head[0] {
		case 4, 5:
			r.row(at, own, codec.W1NetlinkCmdSize, func([]byte) string { return "w1_netlink_cmd" }, func(at int, head, own []byte) {
				switch head[0] {
				case 2, 3, 6, 7, 8:
					for n := 0; n < len(own); n += codec.W1RegNumSize {
						r.begun(at+n, "w1_reg_num", own[n:])
					}
				}
			})
		case 6:
			for n := 0; n < len(own); n += codec.W1MasterSize {
				r.begun(at+n, "w1_masters", own[n:])
			}
		}
	})
}

// row reports structs one behind the other, each with as many bytes behind it as the
// u16 at its third byte says; inside gets the place of those, the struct, and them.
func (r *report) row(at int, b []byte, size int, name func(b []byte) string, inside func(at int, head, own []byte)) {
	for n := 0; n < len(b); {
		r.begun(at+n, name(b[n:]), b[n:])
		if len(b)-n < size {
			return
		}
		own := b[n+size:]
		own = own[:min(int(r.order.Uint16(b[n+2:])), len(own))]
		inside(at+n+size, b[n:], own)
		n += size + len(own)
	}
}

// begun reports a struct of which b may hold the first bytes alone: the fields that
// are whole.
func (r *report) begun(at int, name string, b []byte) {
	s, _ := spec.Default().Struct(name)
	if len(b) >= s.Size {
		r.user(at, name, b)
		return
	}
	for _, f := range s.Fields {
		if end := f.Offset + f.Size; end <= len(b) {
			switch f.Size {
			case 1:
				r.number(at, name, f.Name, f.Offset, 1, uint64(b[f.Offset]))
			case 2:
				r.number(at, name, f.Name, f.Offset, 2, uint64(r.order.Uint16(b[f.Offset:])))
			case 4:
				if f.Type.Number() {
					r.number(at, name, f.Name, f.Offset, 4, uint64(r.order.Uint32(b[f.Offset:])))
				} else {
					r.fields = append(r.fields, fuzz.Field{Struct: name, Name: f.Name, Offset: at + f.Offset, Size: 4, Bytes: b[f.Offset:end]})
				}
			}
		}
	}
}

// user reports a struct of another user of the connector, if all of it is in b.
func (r *report) user(at int, name string, b []byte) {
	var of interface {
		Decode(o codec.Order, b []byte) (int, error)
	}
	switch name {
	case "uvesafb_task":
		of = new(codec.UvesafbTask)
	case "dm_ulog_request":
		of = new(codec.DmUlogRequest)
	case "w1_netlink_msg":
		of = new(codec.W1NetlinkMsg)
	case "w1_netlink_msg_slave":
		of = new(codec.W1SlaveMsg)
	case "w1_netlink_msg_master":
		of = new(codec.W1MasterMsg)
	case "w1_netlink_cmd":
		of = new(codec.W1NetlinkCmd)
	case "w1_reg_num":
		of = new(codec.W1RegNum)
	case "w1_masters":
		of = new(codec.W1Master)
	default:
		if of = unsent[name]; of == nil {
			return
		}
	}
	if _, err := of.Decode(r.order, b); err == nil {
		s, _ := spec.Default().Struct(name)
		r.whole(at, s, of)
	}
}
