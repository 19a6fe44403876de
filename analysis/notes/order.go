package notes

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
)

// orders watches the byte orders of each interface.
type orders struct{ of analysis.ByInterface[order] }

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
	of := o.of.Of(f.Interface, func() *order { return new(order) })
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
