package request

import (
	"errors"
	"fmt"

	"github.com/cnwire/cnwire/analysis/source"
)

// FromCapture returns the datagram of a frame, by its number from 1, of a capture that
// is read that far. doubt is DoubtFrame's. What is wrong with the capture is an error
// only if the frame is not found.
func FromCapture(s *source.Source, number uint64) (datagram []byte, doubt, err error) {
	var damage *source.Error
	seen := uint64(0)
	for f, err := range s.Frames() {
		switch {
		case errors.As(err, &damage):
		case err != nil:
			return nil, nil, err
		default:
			if seen = f.Number; seen < number {
				continue
			}
			if datagram, err = OfFrame(f.Frame); err != nil {
				return nil, nil, fmt.Errorf("frame %d: %w", number, err)
			}
			return datagram, DoubtFrame(f.Frame), nil
		}
	}
	if damage != nil {
		return nil, nil, damage.Err
	}
	return nil, nil, fmt.Errorf("there is no frame %d: the capture has %d", number, seen)
}
