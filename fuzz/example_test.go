package fuzz_test

import (
	"errors"
	"fmt"

	"github.com/cnwire/cnwire/fuzz"
)

// A decoder that knows the header of a netlink message and nothing else reports
// that, and says of everything behind it that it is not supported.
func ExampleCheck() {
	decode := func(b []byte) ([]fuzz.Field, error) {
		if len(b) < 16 {
			return nil, errors.New("short")
		}
		if b[2] != 0 || b[3] != 0 {
			return nil, fmt.Errorf("big-endian: %w", errors.ErrUnsupported)
		}
		length := uint64(b[0]) | uint64(b[1])<<8
		if length < 16 || length > uint64(len(b)) {
			return nil, errors.New("length")
		}
		return []fuzz.Field{
			{Struct: "nlmsghdr", Name: "nlmsg_len", Offset: 0, Size: 4, Value: length},
		}, errors.ErrUnsupported
	}
	for _, c := range fuzz.Datagrams() {
		fuzz.Check(failing{}, c.Bytes, decode)
	}
	fmt.Println("It agrees with the table.")
	// Output: It agrees with the table.
}

// failing stands for the *testing.T of a fuzz target.
type failing struct{}

func (failing) Helper()                           {}
func (failing) Fatalf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }
