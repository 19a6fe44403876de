package report

import (
	"bufio"
	"encoding/json"
	"math"
	"strconv"

	"github.com/cnwire/cnwire/internal/aside"
)

// list is a column whose values are known as they come: it has them as JSON.
type list struct {
	aside.Bytes // with commas between them
	line        []byte
}

// add adds a value, as JSON.
func (l *list) add(value []byte) {
	if l.Size() > 0 {
		l.Append([]byte{','})
	}
	l.Append(value)
}

func (l *list) int(n int64) {
	l.line = strconv.AppendInt(l.line[:0], n, 10)
	l.add(l.line)
}

func (l *list) uint(n uint64) {
	l.line = strconv.AppendUint(l.line[:0], n, 10)
	l.add(l.line)
}

func (l *list) string(s string) {
	l.line = appendString(l.line[:0], s)
	l.add(l.line)
}

// write writes the list; one of nothing is null.
func (l *list) write(w *bufio.Writer) error {
	if l.Size() == 0 {
		_, err := w.WriteString("null")
		return first(l.Err, err)
	}
	w.WriteByte('[')
	if _, err := l.WriteTo(w); err != nil {
		return err
	}
	return w.WriteByte(']')
}

// words are a column of texts, each once.
type words struct{ aside.Words }

// number returns the place of a text.
func (c *words) number(text string) uint64 {
	n, _ := c.Number(text)
	return n
}

func (c *words) write(w *bufio.Writer) error {
	var l list
	defer l.Close()
	for n := range c.Len() {
		l.string(c.Text(n))
	}
	return first(c.Err(), l.write(w))
}

// appendString appends a text as encoding/json has it, which no page takes for markup.
func appendString(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			text, _ := json.Marshal(s) // of a string it does not fail
			return append(b, text...)
		}
	}
	return append(append(append(b, '"'), s...), '"') // nearly always
}

// appendFloat appends a number as encoding/json has it.
func appendFloat(b []byte, f float64) []byte {
	if a := math.Abs(f); a != 0 && (a < 1e-6 || a >= 1e21) {
		text, _ := json.Marshal(f) // of a number it does not fail
		return append(b, text...)
	}
	return strconv.AppendFloat(b, f, 'f', -1, 64)
}
