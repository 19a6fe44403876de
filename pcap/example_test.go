package pcap_test

import (
	"fmt"
	"io"
	"strings"

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
