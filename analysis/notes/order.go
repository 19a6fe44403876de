package notes

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
)

// orders watches the byte orders of each interface.
type orders struct {
	of analysis.ByInterface[order]

	// In this order messages of this interface are as its first was, and as its headers
	// are: there is nothing to note of it, as nearly always.
	plain   *pcap.Interface
	plainly codec.Order
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
	case f.Interface == o.plain && f.Order == o.plainly && f.OrderRule == codec.OrderDetected && !c.steps:
		return
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
	if f.Order == of.first && (f.Order == codec.BigEndian) == f.Interface.BigEndian {
		o.plain, o.plainly = f.Interface, f.Order
		return
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
