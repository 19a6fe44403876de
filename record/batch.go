package record

import "github.com/cnwire/cnwire/codec"

const (
	batchSize = 256 // datagrams that are read at once
	slotSize  = 256 // bytes of one that a batch has room for, cooked header included

	// longest is what a datagram may have before it is cut: the largest that the
	// kernel's connector takes, drivers/connector/connector.c:cn_rx_skb.
	longest = codec.NlMsghdrSize + 16384
)

// batches is how many there are, in the queue and outside. A test has fewer.
var batches = 64

// batch is what was read at once, and what is said of all of it.
type batch struct {
	messages []message
	slots    []byte // batchSize of slotSize bytes, each begins with a cooked header

	read   int64  // CLOCK_REALTIME when it had been read, nanoseconds
	offset int64  // CLOCK_REALTIME - CLOCK_MONOTONIC then
	asleep int64  // CLOCK_BOOTTIME - CLOCK_MONOTONIC then
	drops  uint64 // what the kernel dropped between the batch before and this one
	clock  *clockLine
}

// message is one datagram.
type message struct {
	data   []byte // behind a cooked header
	length int    // of the datagram, before it was cut
	port   uint32 // whose socket sent it; 0 is the kernel's
	own    bool   // we sent it to the kernel

	// Of a tap alone.
	request bool  // somebody sent it to the kernel
	seen    int64 // CLOCK_MONOTONIC when it passed, nanoseconds

	comments []string
}

// cooked is the header that nlmon gives each frame, in either direction (R2); the
// others say which it is, as nlmon itself would have (net/netlink/af_netlink.c:
// __netlink_deliver_tap_skb), if what copies its frames did not write over it.
var (
	cooked         = cookedAs(codec.PacketOutgoing)
	cookedToUser   = cookedAs(codec.PacketToUser)
	cookedToKernel = cookedAs(codec.PacketToKernel)
)

func cookedAs(kind uint16) []byte {
	return (&codec.Cooked{PacketType: kind, HaType: codec.ArphrdNetlink, Protocol: codec.FamilyConnector}).Append(codec.BigEndian, nil)
}

func newBatch() *batch {
	b := &batch{messages: make([]message, 0, batchSize), slots: make([]byte, batchSize*slotSize)}
	for i := range batchSize {
		copy(b.slots[i*slotSize:], cooked)
	}
	return b
}

// slot is where the i-th datagram goes.
func (b *batch) slot(i int) []byte { return b.slots[i*slotSize+len(cooked) : (i+1)*slotSize] }

// add says that slot i has the first bytes of a datagram of that length, and
// rest what did not fit.
func (b *batch) add(i, length int, rest []byte, port uint32) {
	begin := i * slotSize
	data := b.slots[begin:min(begin+len(cooked)+length, begin+slotSize)]
	if room := slotSize - len(cooked); length > room {
		data = append(data[:len(data):len(data)], rest[:min(length-room, len(rest))]...)
	}
	b.messages = append(b.messages, message{data: data, length: length, port: port})
}

// own makes it the batch of a request of our own.
func (b *batch) own(datagram []byte) {
	b.messages = append(b.messages, message{data: append(cooked[:len(cooked):len(cooked)], datagram...), length: len(datagram), own: true})
}

// asked says when the request was sent, which has no timestamp of the kernel's.
func (b *batch) asked(c clocks) { b.read, b.offset = c.realtime, c.offset() }

// clear makes it ready to be read into.
func (b *batch) clear() {
	clear(b.messages) // comments would be kept until as many are read at once again
	b.messages = b.messages[:0]
	b.read, b.offset, b.asleep, b.drops, b.clock = 0, 0, 0, 0, nil
}
