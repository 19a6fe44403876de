package pcap_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/cnwire/cnwire/pcap"
)

// A capture with two packets, the second of them cut off.
const capture = "\xd4\xc3\xb2\xa1" + "\x02\x00\x04\x00" + "\x00\x00\x00\x00" + "\x00\x00\x00\x00" + "\x00\x00\x04\x00" + "\xfd\x00\x00\x00" +
	"\x00\xf1\x53\x65" + "\x40\xe2\x01\x00" + "\x05\x00\x00\x00" + "\x05\x00\x00\x00" + "hello" +
	"\x01\xf1\x53\x65" + "\x00\x00\x00\x00" + "\x05\x00\x00\x00" + "\x05\x00\x00\x00" + "wo"

func ExampleReader() {
	r, err := pcap.NewReader(strings.NewReader(capture))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer r.Close()

	var p pcap.Packet
	for {
		err := r.Next(&p)
		if err == io.EOF { // the capture is whole
			return
		}
		if err != nil { // everything before was delivered
			fmt.Println(err)
			return
		}
		fmt.Printf("byte %d: %v link type %d, %q\n", p.Offset, p.Time, p.Interface.LinkType, p.Data)
	}
	// Output:
	// byte 24: 2023-11-14 22:13:20.123456 +0000 UTC link type 253, "hello"
	// pcap: frame 2 at byte 45: record data cut short: need 5 bytes, have 2
}

// A copy without the packets of another link type. All other blocks stay as
// they are.
func ExampleWriter_WriteBlock() {
	in, err := pcap.NewReader(strings.NewReader(capture))
	if err != nil {
		fmt.Println(err)
		return
	}
	var out bytes.Buffer
	w, err := pcap.NewWriter(&out, pcap.WriterOptions{Format: in.Format(), Changed: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	var b pcap.Block
	for {
		if err = in.NextBlock(&b); err != nil {
			break
		}
		if b.Packet != nil && b.Interface.LinkType != pcap.LinkTypeNetlink {
			continue
		}
		if err = w.WriteBlock(&b); err != nil {
			break
		}
	}
	fmt.Println(err)
	fmt.Println(w.Close(), out.Len())
	// Output:
	// pcap: frame 2 at byte 45: record data cut short: need 5 bytes, have 2
	// <nil> 45
}

// Packets of any source become a pcapng, with what a classic pcap cannot say.
func ExampleWriter_WritePacket() {
	var out bytes.Buffer
	w, err := pcap.NewWriter(&out, pcap.WriterOptions{Format: "pcapng"})
	if err != nil {
		fmt.Println(err)
		return
	}
	nlmon := &pcap.Interface{LinkType: pcap.LinkTypeNetlink, Name: "nlmon0", Resolution: pcap.Nanoseconds}
	at := time.Date(2023, 11, 14, 22, 13, 20, 123456789, time.UTC)
	w.WritePacket(&pcap.Packet{Data: []byte("hello"), Len: 5, Time: at, Interface: nlmon, Comments: []string{"after 2 were lost"}, DropCount: pcap.Of(uint64(2))})
	if err := w.Close(); err != nil {
		fmt.Println(err)
	}

	r, _ := pcap.NewReader(&out)
	var p pcap.Packet
	r.Next(&p)
	fmt.Println(p.Interface.Name, p.Time, p.DropCount.Value, p.Comments)
	// Output: nlmon0 2023-11-14 22:13:20.123456789 +0000 UTC 2 [after 2 were lost]
}
