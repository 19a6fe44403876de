package fit

import (
	"bufio"
	"bytes"
)

// WriteColoured writes whole lines, each of them in a colour of its own accord, since
// pagers end a colour with the line: an SGR sequence, and the one that ends it. No
// colour is none.
func WriteColoured(w *bufio.Writer, lines []byte, colour, reset string) error {
	for colour != "" && len(lines) > 0 {
		end := bytes.IndexByte(lines, '\n')
		if end < 0 {
			break
		}
		w.WriteString(colour)
		w.Write(lines[:end])
		w.WriteString(reset)
		w.WriteByte('\n')
		lines = lines[end+1:]
	}
	_, err := w.Write(lines) // a bufio.Writer keeps its first error
	return err
}
