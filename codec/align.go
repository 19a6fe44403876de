package codec

// Align returns n rounded up to a multiple of four, where the next message of
// a datagram starts.
//
//	#define NLMSG_ALIGN(len) ( ((len)+NLMSG_ALIGNTO-1) & ~(NLMSG_ALIGNTO-1) )
//
// n must not be negative; callers widen a wire length to int64 first when int
// has 32 bits.
func Align(n int) int { return (n + 3) &^ 3 }
