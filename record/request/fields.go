package request

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/cnwire/cnwire/codec"
)

// Fields are a request as a person writes it.
type Fields struct {
	Listen, Ignore bool            // to process events; or
	ID             string          // to another user: IDX:VAL
	Mask           codec.EventType // with Listen or Ignore; 0 for none
	Texts          []string        // of Names, in their order; an empty one is left as New has it
}

// Datagram returns the request. Its error says what is wrong with which text.
func (f *Fields) Datagram() ([]byte, error) {
	var r *Request
	switch {
	case f.Listen:
		r = Listen(f.Mask)
	case f.Ignore:
		r = Ignore(f.Mask)
	default:
		id, err := ParseID(f.ID)
		if err != nil {
			return nil, fmt.Errorf("id: %w", err)
		}
		r = New(id, nil)
	}
	for i, text := range f.Texts {
		if text == "" {
			continue
		}
		if err := r.Set(Names()[i], text); err != nil {
			return nil, fmt.Errorf("%s: %w", Names()[i], err)
		}
	}
	return r.Datagram()
}

// ParseID reads the id of a connector user, IDX:VAL: two numbers of 32 bits, decimal
// or hexadecimal behind 0x.
func ParseID(text string) (id codec.CbID, err error) {
	idx, val, _ := strings.Cut(text, ":")
	i, idxErr := strconv.ParseUint(idx, 0, 32)
	v, valErr := strconv.ParseUint(val, 0, 32)
	if cmp.Or(idxErr, valErr) != nil {
		return id, fmt.Errorf("%q is no id, as 3:1", text)
	}
	return codec.CbID{Idx: uint32(i), Val: uint32(v)}, nil
}
