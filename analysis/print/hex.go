package print

import (
	"bufio"
	"encoding/hex"
	"fmt"
)

// writeHex writes a dump in the form of tshark -x, which text2pcap reads.
func writeHex(w *bufio.Writer, b []byte) {
	for off := 0; off < len(b); off += 16 {
		row := b[off:min(off+16, len(b))]
		fmt.Fprintf(w, "%04x  ", off)
		for i := range 16 {
			if i < len(row) {
				w.WriteString(hex.EncodeToString(row[i:i+1]) + " ")
			} else {
				w.WriteString("   ")
			}
		}
		w.WriteString("  ")
		for _, c := range row {
			if c < 0x20 || c > 0x7e {
				c = '.'
			}
			w.WriteByte(c)
		}
		w.WriteByte('\n')
	}
}
