package hexdump_test

import (
	"fmt"
	"io"
	"strings"

	"github.com/cnwire/cnwire/pcap/hexdump"
)

// A bug report in, packets out. What does not parse has a place, and what
// follows it is read.
func ExampleReader() {
	const report = `I sent this:
0000  28 00 00 00 03 00 00 00  07 00 00 00 01 00 00 00   (...............
0010  01 00 00 00 01 00 00 00  07 00 00 00 64 00 00 00   ............d...
0020  04 00 00 00 01 00 00 00                            ........
and got:
recvfrom(3, "L\0\0\0\3\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\1\0\0\0\0\0\0\0e\0\0\0"..., 4096, 0, NULL, NULL) = 76
4c00000003000000x0000000
`
	r := hexdump.NewReader(strings.NewReader(report))
	for {
		var d hexdump.Dump
		err := r.Next(&d)
		if err == io.EOF {
			break
		}
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("line %d, %s: %d of %d bytes\n", d.Line, d.Format, len(d.Data), d.Len)
	}
	fmt.Println(r.Lines(), "other lines")
	// Output:
	// line 2, tshark: 40 of 40 bytes
	// line 6, strace: 32 of 76 bytes
	// hexdump: line 7, column 17: "x" is not a hexadecimal digit
	// 2 other lines
}

func ExampleParse() {
	for _, s := range []string{"28 00 00 00", "28:00:00:00", `"(\0\0\0"`, "28 00 0"} {
		b, err := hexdump.Parse(s)
		fmt.Printf("%x %v\n", b, err)
	}
	// Output:
	// 28000000 <nil>
	// 28000000 <nil>
	// 28000000 <nil>
	//  hexdump: line 1, column 7: "0" has an odd number of digits, 1
}
