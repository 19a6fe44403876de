package output

import "bufio"

// writeHex writes a dump in the form of tshark -x, which text2pcap reads. All
// its offsets have as many digits as the last byte's, and at least four.
func writeHex(w *bufio.Writer, b []byte) {
	digits := 4
	for (len(b)-1)>>(4*digits) > 0 {
		digits++
	}
	for off := 0; off < len(b); off += 16 {
		for i := digits - 1; i >= 0; i-- {
			w.WriteByte(lowerHex[off>>(4*i)&15])
		}
		w.WriteString("  ")
		row := b[off:min(off+16, len(b))]
		for _, c := range row {
			w.WriteByte(lowerHex[c>>4])
			w.WriteByte(lowerHex[c&15])
			w.WriteByte(' ')
		}
		for range 3*(16-len(row)) + 2 {
			w.WriteByte(' ')
		}
		for _, c := range row {
			if c < 0x20 || c > 0x7e {
				c = '.'
			}
			w.WriteByte(c)
		}
		w.WriteByte('\n')
	}
}
