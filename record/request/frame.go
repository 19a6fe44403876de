package request

import (
	"errors"
	"fmt"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// OfFrame returns the datagram of a frame, a copy, as it stands there. An error says
// that the frame has none of the connector's, or not all of it.
func OfFrame(f *analysis.Frame) ([]byte, error) {
	switch {
	case !f.Netlink:
		return nil, errors.New(f.NotNetlink)
	case !f.IsConnector():
		return nil, fmt.Errorf("it is of netlink family %d, not of the connector", f.Family)
	case f.Truncated():
		return nil, fmt.Errorf("the capture has %d of its %d bytes", len(f.Data), f.Len)
	}
	return append([]byte(nil), f.Data[f.Base:]...), nil
}

// DoubtFrame says why a frame had better not be sent to this machine's kernel, in a
// *Doubt, or returns nil: it is no request (R18), what the kernel sent (R17), or in
// another byte order than its own.
func DoubtFrame(f *analysis.Frame) error {
	if f.Order != codec.NativeOrder {
		return &Doubt{fmt.Sprintf("it is %s-endian, and this machine is %s-endian: its kernel would drop it, and cnwire convert --swap-byte-order makes a capture of its order", f.Order, codec.Order(codec.NativeOrder))}
	}
	if len(f.Messages) > 0 {
		m := &f.Messages[0]
		for _, kind := range []genealogy.Kind{m.Kind, m.Header.Kind} {
			if kind == genealogy.KindEvent || kind == genealogy.KindAnswer {
				return &Doubt{fmt.Sprintf("it is no request but an %s: the kernel sends those, and takes none (SPEC.md R18)", kind)}
			}
		}
	}
	if d, _ := f.Direction(); d == analysis.FromKernel {
		return &Doubt{"it is no request: the kernel sent it (SPEC.md R17)"}
	}
	return nil
}
