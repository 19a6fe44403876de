package fit

import (
	"bytes"
	"io"
)

// gap stands between the columns of a list.
const gap = "  "

// List writes rows of words, each behind the same indent: all but the last of a row
// stand in columns, and the last goes on below itself where it has no room. In 0 columns
// all has room.
func List(w io.Writer, indent string, columns int, rows [][]string) error {
	var widths []int
	for _, row := range rows {
		for i, word := range row[:len(row)-1] {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], Width([]byte(word)))
		}
	}
	deep := len(indent)
	for _, n := range widths {
		deep += n + len(gap)
	}
	below := bytes.Repeat([]byte(" "), deep)
	var line []byte
	for _, row := range rows {
		line = append(line[:0], indent...)
		for i, word := range row[:len(row)-1] {
			line = append(append(line, word...), gap...)
			line = append(line, below[:widths[i]-Width([]byte(word))]...)
		}
		if last := row[len(row)-1]; last != "" {
			line = Below(line, []byte(last), below, columns)
		}
		line = append(bytes.TrimRight(line, " "), '\n')
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
	return nil
}
