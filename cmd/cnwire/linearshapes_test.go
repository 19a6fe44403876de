package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// capture is a pcapng in the making. Its messages count on.
type capture struct {
	bytes.Buffer
	order interface {
		binary.ByteOrder
		binary.AppendByteOrder
	}
	seq, frames uint32
	pid         uint32 // the first pid is the one behind it
}

func newCapture(pid uint32) *capture {
	c := &capture{order: binary.LittleEndian, pid: pid}
	c.section()
	c.face("nlmon")
	return c
}

func (c *capture) section() {
	c.Write(block(0x0a0d0d0a, slices.Concat([]byte{0x4d, 0x3c, 0x2b, 0x1a, 1, 0, 0, 0}, bytes.Repeat([]byte{0xff}, 8))))
}

func (c *capture) face(name string) {
	c.Write(block(1, slices.Concat([]byte{253, 0, 0, 0, 0, 0, 0, 0}, option(2, name), make([]byte, 4))))
}

// words are numbers in the order of the capture's messages.
func (c *capture) words(numbers ...uint32) (b []byte) {
	for _, n := range numbers {
		b = c.order.AppendUint32(b, n)
	}
	return b
}

// cn is a cn_msg.
func (c *capture) cn(idx, val, seq, ack uint32, data []byte) []byte {
	length := c.order.AppendUint16(nil, uint16(len(data)))
	return slices.Concat(c.words(idx, val, seq, ack), length, make([]byte, 2), data)
}

// event is a process event.
func (c *capture) event(what uint32, arm ...uint32) []byte {
	c.seq++
	at := uint64(c.seq) * 1000
	stamp := c.order.AppendUint64(nil, at)
	union := append(c.words(arm...), make([]byte, 24-4*len(arm))...)
	return c.cn(1, 1, c.seq, 0, slices.Concat(c.words(what, 0), stamp, union))
}

// fork is a process that pid 1 starts.
func (c *capture) fork(n int) []byte {
	pid := c.pid + uint32(n)
	return c.event(1, 1, 1, pid, pid)
}

// netlink is a netlink message.
func (c *capture) netlink(port uint32, messages ...[]byte) []byte {
	data := slices.Concat(messages...)
	kind := c.order.AppendUint16(nil, 3)
	return slices.Concat(c.words(uint32(16+len(data))), kind, make([]byte, 2), c.words(c.seq, port), data)
}

// on adds a frame of an interface.
func (c *capture) on(face int, datagram []byte, options ...[]byte) {
	c.frames++
	data := slices.Concat([]byte{0, 4, 3, 0x38}, make([]byte, 10), []byte{0, 11}, datagram)
	le := binary.LittleEndian
	head := le.AppendUint32(le.AppendUint32(le.AppendUint32(nil, uint32(face)), 0x5c000), 1000*c.frames)
	head = le.AppendUint32(le.AppendUint32(head, uint32(len(data))), uint32(len(data)))
	body := slices.Concat(head, data, make([]byte, -len(data)&3), slices.Concat(options...))
	c.Write(block(6, body))
}

func (c *capture) frame(datagram []byte, options ...[]byte) { c.on(0, datagram, options...) }

// lives are processes, every second of which ends.
func (c *capture) lives(n int) {
	for i := range n {
		pid := c.pid + uint32(i)
		c.frame(c.netlink(0, c.fork(i)))
		c.frame(c.netlink(0, c.event(2, pid, pid)))
		if i%2 == 0 {
			c.frame(c.netlink(0, c.event(0x80000000, pid, pid, 9, 17, 1, 1)))
		}
	}
}

// shapes are inputs of a size n, each with much of something else. Where a command
// compares two, the pids of one are other pids.
var shapes = map[string]func(c *capture, n int){
	"frames": (*capture).lives,
	"threads": func(c *capture, n int) { // of one process, which an exec ends
		c.frame(c.netlink(0, c.fork(0)))
		for i := range n {
			c.frame(c.netlink(0, c.event(1, 1, 1, c.pid+1+uint32(i), c.pid)))
		}
		c.frame(c.netlink(0, c.event(2, c.pid, c.pid)))
	},
	"strangers": func(c *capture, n int) { // threads of one process end that did not begin, and one of those that did is missing
		c.frame(c.netlink(0, c.fork(0)))
		for i := range n {
			c.frame(c.netlink(0, c.event(1, 1, 1, c.pid+1+uint32(i), c.pid)))
		}
		c.frame(c.netlink(0, c.event(1, 1, 1, c.pid+1, c.pid+1)))
		for i := range 2 * n {
			c.frame(c.netlink(0, c.event(0x80000000, 1_000_000+uint32(i), c.pid, 0, 17, 1, 1)))
		}
	},
	"losses": func(c *capture, n int) { // and their messages, late
		for i := range n {
			c.seq = uint32(2*i + 1)
			c.frame(c.netlink(0, c.fork(i)))
		}
		for i := range n {
			c.seq = uint32(2 * i)
			c.frame(c.netlink(0, c.fork(n+i)))
		}
	},
	"messages": func(c *capture, n int) {
		var all [][]byte
		for i := range n {
			all = append(all, c.fork(i))
		}
		c.frame(c.netlink(0, all...))
	},
	"foreign": func(c *capture, n int) { // messages that nobody decodes and nothing tells the direction of
		var all []byte
		for i := range n {
			all = append(all, c.netlink(0, c.cn(99, c.pid, uint32(i), 0, nil))...)
		}
		c.frame(all)
	},
	"comments": func(c *capture, n int) {
		var all, comments [][]byte
		for i := range n {
			all = append(all, c.fork(i))
			comments = append(comments, option(1, fmt.Sprintf("comm=name\n%d", i)))
		}
		c.frame(c.netlink(0, all...), comments...)
	},
	"worded": func(c *capture, n int) { // a long command line, and children that have it
		c.frame(c.netlink(0, c.fork(0)), option(1, fmt.Sprintf("cnwire:1 task pid=%d arg=%s", c.pid, strings.Repeat("long", 16*n))))
		for i := range n {
			c.frame(c.netlink(0, c.event(1, c.pid, c.pid, c.pid+1+uint32(i), c.pid+1+uint32(i))))
		}
	},
	"told": func(c *capture, n int) { // who ran, a chain of them, and children; and much about one in a packet
		var lines strings.Builder
		for i := range n {
			fmt.Fprintf(&lines, "cnwire:1 task pid=%d ppid=%d comm=a exe=/b\n", c.pid+uint32(2*n+i), c.pid+uint32(2*n+i)+1)
		}
		c.frame(c.netlink(7, c.cn(1, 1, 0, 0, c.words(1))), option(1, lines.String()))
		c.frame(c.netlink(0, c.fork(0)), option(1, fmt.Sprintf("cnwire:1 task pid=%d arg=word", c.pid)))
		for i := range n {
			c.frame(c.netlink(0, c.event(1, c.pid, c.pid, c.pid+1+uint32(i), c.pid+1+uint32(i))))
		}
		for i := range n {
			pid := c.pid + uint32(2*n+i)
			c.frame(c.netlink(0, c.event(2, pid, pid)), option(1, fmt.Sprintf("cnwire:1 task pid=%d exe=/c", pid)))
		}
		var all [][]byte
		for range n {
			all = append(all, c.event(2, c.pid, c.pid))
		}
		c.frame(c.netlink(0, all...), option(1, strings.Repeat(fmt.Sprintf("cnwire:1 task pid=%d exe=/d\n", c.pid), n)))
	},
	"long": func(c *capture, n int) { // the name of one interface, and many others
		c.face(strings.Repeat("name", 16*n))
		c.on(1, c.netlink(0, c.fork(0)))
		for i := range n {
			c.face("nlmon")
			c.on(2+i, c.netlink(0, c.fork(1+i)))
		}
	},
	"described": func(c *capture, n int) { // an interface that says much of itself, and who asks is answered by what it says
		c.Write(block(1, slices.Concat([]byte{253, 0, 0, 0, 0, 0, 0, 0}, option(1, strings.Repeat("cnwire:1 other a=b\n", n)), make([]byte, 4))))
		for i := range n {
			c.on(1, c.netlink(7+c.pid, c.cn(1, 1, uint32(i), uint32(10*i), c.words(1))))
		}
	},
	"requests": func(c *capture, n int) { // a search among many is seen only beside so many
		n *= 4
		for i := range n {
			c.frame(c.netlink(7+c.pid, c.cn(1, 1, uint32(i), uint32(10*i), c.words(1))))
		}
		for i := range n {
			answer := slices.Concat(c.words(0, 0), make([]byte, 8), c.words(1), make([]byte, 20))
			c.seq++
			c.order.PutUint64(answer[8:], uint64(c.seq)*1000)
			c.frame(c.netlink(0, c.cn(1, 1, uint32(i), uint32(10*i+1), answer)))
		}
	},
	"copies": func(c *capture, n int) {
		for i := range n {
			fork := c.netlink(0, c.fork(i))
			c.frame(fork)
			c.frame(fork)
		}
	},
	"orders": func(c *capture, n int) {
		for i := range n {
			c.frame(c.netlink(0, c.fork(i)))
			if c.order = binary.BigEndian; i%2 == 1 {
				c.order = binary.LittleEndian
			}
		}
	},
	"interfaces": func(c *capture, n int) {
		for i := range n {
			c.face("nlmon")
			c.on(i+1, c.netlink(0, c.fork(i)))
		}
		for i := range n {
			c.Write(block(5, slices.Concat(c.words(uint32(i), 0x5c000, 0), option(5, "\x01\x00\x00\x00\x00\x00\x00\x00"), make([]byte, 4))))
		}
	},
	"sections": func(c *capture, n int) {
		for range n {
			c.face("nlmon")
		}
		for i := range n {
			c.section()
			c.face("nlmon")
			c.frame(c.netlink(0, c.fork(i)))
		}
	},
	"blocks": func(c *capture, n int) {
		for i := range n {
			c.Write(block(4, []byte("\x01\x00\x08\x00\x7f\x00\x00\x01a.b\x00\x00\x00\x00\x00")))
			c.Write(block(0xbad, c.words(7, uint32(i))))
			c.Write(block(0x70001, c.words(uint32(i))))
		}
		c.frame(c.netlink(0, c.fork(0)))
	},
	"notifier": func(c *capture, n int) {
		body := c.words(uint32(n), 0, 1, uint32(8*n))
		for i := range n {
			body = append(body, c.words(uint32(i), c.pid)...)
		}
		c.frame(c.netlink(7, c.cn(0xffffffff, 0xffffffff, 1, 1, body)))
	},
	"commands": func(c *capture, n int) { // of one request, and a status for each
		le16 := func(v int) []byte { return c.order.AppendUint16(nil, uint16(v)) }
		of := func(n int) []byte { return slices.Concat([]byte{4, 0}, le16(4*n), c.words(1, 0)) }
		reset := []byte{5, 0, 0, 0}
		c.frame(c.netlink(7, c.cn(3, 1, 1, 1, append(of(n), bytes.Repeat(reset, n)...))))
		for range n {
			c.frame(c.netlink(0, c.cn(3, 1, 1, 1, append(of(1), reset...))))
		}
	},
	"damage": func(c *capture, n int) { // and bytes that look like blocks with many options, for ever
		for i := range n {
			c.frame(c.netlink(0, c.fork(i)))
			c.Write([]byte{6, 0, 0, 0, 7, 0, 0, 0})
		}
		c.Write(bytes.Repeat(c.words(1, uint32(n/2*16+8), 5, 0x00080002), n))
	},
}

// laid is a capture of a shape.
func laid(shape string, n int, pid uint32) []byte {
	c := newCapture(pid)
	shapes[shape](c, n)
	return c.Bytes()
}
