package fit

import (
	"bufio"
	"bytes"
)

// WriteColoured writes lines, each of them in a colour of its own accord, since
// pagers end a colour with the line: an SGR sequence, and the one that ends it. No
// colour is none.
func WriteColoured(w *bufio.Writer, lines []byte, colour, reset string) error {
	for line := range bytes.Lines(lines) {
		if colour == "" {
			w.Write(line)
			continue
		}
		w.WriteString(colour)
		w.Write(bytes.TrimSuffix(line, []byte("\n")))
		w.WriteString(reset)
		w.WriteByte('\n')
	}
	_, err := w.Write(nil) // a bufio.Writer keeps its first error
	return err
}
