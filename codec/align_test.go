package codec_test

import (
	"testing"

	"github.com/cnwire/cnwire/codec"
)

// The macro's own arithmetic, from include/uapi/linux/netlink.h:
//
//	#define NLMSG_ALIGNTO	4U
//	#define NLMSG_ALIGN(len) ( ((len)+NLMSG_ALIGNTO-1) & ~(NLMSG_ALIGNTO-1) )
func nlmsgAlign(n uint32) uint32 {
	const alignTo uint32 = 4
	return (n + alignTo - 1) & ^(alignTo - 1)
}

func TestAlignIsTheKernelsMacro(t *testing.T) {
	for n := range 1 << 17 {
		if got, want := codec.Align(n), int(nlmsgAlign(uint32(n))); got != want {
			t.Fatalf("Align(%d) = %d, NLMSG_ALIGN gives %d", n, got, want)
		}
	}
}
