package analysis

import (
	"sync"
	"time"
)

// Context is where in the life of its process an event is, and whom that descends
// from, as far as the events before tell. Package lineage finds it, where one of its
// fields is named.
type Context struct {
	Life       int           // which of the lives of its pid on its host, from 1, among those that were seen
	Age        time.Duration // since its FORK
	Aged       bool          // which was seen
	ForkToExec time.Duration // from its FORK to its first EXEC, from that one on
	Execed     bool
	Ancestors  []int32 // its parent by FORK, the parent's and so on; of many the nearest
}

// OfContext reports whether the field tells of Message.Context.
func (fd *Field) OfContext() bool { return fd.context }

// contextFields are they. No form that shows all there is has them.
var contextFields = sync.OnceValue(func() (fields []*Field) {
	add := func(name string, k Kind, bits int, doc string, values func(*Context, []Value) []Value) {
		fd := derived("cn_proc."+name, k, bits, doc, func(f *Frame, dst []Value) []Value {
			for i := range f.Messages {
				m := &f.Messages[i]
				if m.Context == nil {
					continue
				}
				n := len(dst)
				dst = values(m.Context, dst)
				if s, is := m.Payload(); is {
					for j := range dst[n:] {
						dst[n+j].Off = s.Off // the layer that they are in
					}
				}
			}
			return dst
		})
		fd.subject, fd.context = true, true
		fields = append(fields, fd)
	}
	length := func(of func(*Context) (time.Duration, bool)) func(*Context, []Value) []Value {
		return func(c *Context, dst []Value) []Value {
			if d, ok := of(c); ok {
				dst = append(dst, Value{Num: uint64(d)})
			}
			return dst
		}
	}
	ancestors := func(c *Context, dst []Value) []Value {
		for _, pid := range c.Ancestors {
			dst = append(dst, Value{Num: uint64(int64(pid))})
		}
		return dst
	}
	add("life", Uint, 32, "Which of the lives of its pid the event is of, from 1, among those that were seen.",
		func(c *Context, dst []Value) []Value { return append(dst, Value{Num: uint64(c.Life)}) })
	add("age", Duration, 0, "Seconds since the FORK of the process, where that was seen.",
		length(func(c *Context) (time.Duration, bool) { return c.Age, c.Aged }))
	add("fork_to_exec", Duration, 0, "Seconds from the FORK of the process to its first EXEC, from that EXEC on.",
		length(func(c *Context) (time.Duration, bool) { return c.ForkToExec, c.Execed }))
	add("ancestors", Int, 32, "The processes that the process descends from, its parent first, as far as FORKs tell; at most 64.", ancestors)
	add("descendant_of", Int, 32, "The same as ancestors, to be asked: cn_proc.descendant_of == 142.", ancestors)
	return fields
})
