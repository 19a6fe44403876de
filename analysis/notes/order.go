package notes

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
)

// orders watches the byte orders of each interface. Package pcap bounds how
// many interfaces there are.
type orders struct {
	of     map[any]*order // by the pointer that all packets of an interface have
	last   any
	lastOf *order
}

// order is what structure said of an interface's datagrams.
type order struct {
	first   codec.Order
	frame   uint64 // that has it
	differs bool   // noted: from the file
	mixed   bool   // noted
}

func (o *orders) add(c *Checker, f *analysis.Frame) {
	switch {
	case f.OrderRule == codec.OrderGiven || f.Base >= len(f.Data):
		return
	case f.OrderRule != codec.OrderDetected:
		c.note(orderGuessed, f.Number, f.Base, "taken for %s-endian, by the %s", f.Order, f.OrderRule)
		return
	}
	of := o.at(f)
	if of.first == codec.OrderUnknown {
		of.first, of.frame = f.Order, f.Number
	}
	if f.Order != of.first && !of.mixed {
		of.mixed = !c.passing
		c.note(orderMixed, f.Number, f.Base, "%s-endian, and frame %d of the same interface is %s-endian", f.Order, of.frame, of.first)
	}
	if (f.Order == codec.BigEndian) != f.Interface.BigEndian && !of.differs {
		of.differs = !c.passing
		c.note(orderDiffers, f.Number, f.Base, "%s-endian messages below %s-endian headers: rewritten on another machine?", f.Order, f.Order.Swapped())
	}
}

func (o *orders) at(f *analysis.Frame) *order {
	if o.lastOf != nil && o.last == any(f.Interface) {
		return o.lastOf
	}
	of := o.of[f.Interface]
	if of == nil {
		if o.of == nil {
			o.of = map[any]*order{}
		}
		of = new(order)
		o.of[f.Interface] = of
	}
	o.last, o.lastOf = f.Interface, of
	return of
}
