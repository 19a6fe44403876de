package hexdump

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
)

// Reader reads the packets of a text, in its order.
type Reader struct {
	src   lines
	text  string // the line at hand
	queue []item // what the lines so far gave and Next has not returned
	head  int
	free  [][]byte
	ended bool
	one   bool // the text is one packet and nothing else: Parse

	opened byte // the bracket that ends the line before, if it is text

	cur  packet
	form form // of cur, or of what is to become one
	rows rows
	hex  plain
	arr  array
	str  stringState
	call calls

	last    []byte // the packet before, if it is tcpdump's and nothing stood behind it
	lines   int
	repeats int
}

// form says which kind of lines go on with the packet at hand.
type form uint8

const (
	formNone form = iota
	formRows
	formPlain
	formArray
	formString
	formCall // whose packets wait in Reader.call
)

// NewReader returns a Reader of r. It needs memory for one packet and one
// line, whatever the length of the text.
func NewReader(r io.Reader) *Reader {
	return &Reader{src: lines{r: bufio.NewReader(r)}}
}

// Next sets d to the next packet. At the end of the text it returns io.EOF.
// Every other error is an *Error that stands for what could not be read at its
// place; the next call goes on behind it. d is set only without an error.
func (r *Reader) Next(d *Dump) error {
	for r.head == len(r.queue) {
		r.queue, r.head = r.queue[:0], 0
		if r.ended {
			return io.EOF
		}
		r.step()
	}
	it := &r.queue[r.head]
	r.head++
	if it.err != nil {
		return it.err
	}
	*d = Dump{Data: it.data, Len: it.wire, Line: it.line, Format: it.format}
	r.recycle(it.data) // it is filled again by the next call at the earliest
	return nil
}

// Lines returns how many lines that are not empty were passed over so far,
// since they are no dump.
func (r *Reader) Lines() int { return r.lines }

// Repeats returns how many packets were passed over so far since the text has
// them twice: tcpdump prints one of a link type that it does not know once for
// that and once for -x, and a call with MSG_PEEK leaves it to be read again.
func (r *Reader) Repeats() int { return r.repeats }

// step reads one line.
func (r *Reader) step() {
	text, long, err := r.src.next()
	if err == nil {
		r.text = text
	}
	switch nul := strings.IndexByte(text, 0); {
	case err == io.EOF:
		r.end()
	case err != nil:
		r.end()
		r.src.n++
		r.queue = append(r.queue, item{err: &Error{Line: r.src.n, Column: 1, Why: err.Error(), Err: ErrRead, Cause: err}})
	case nul >= 0:
		r.end()
		r.fail(ErrForm, nul+1, "a NUL byte: this is not text")
	case long:
		r.close()
		r.fail(ErrSize, maxLine+1, "the line has more than %d bytes", maxLine)
	default:
		r.line(text)
	}
}

// end ends the text.
func (r *Reader) end() {
	r.ended = true
	if r.form == formArray && r.arr.depth > 0 && r.cur.format != "" {
		r.fail(ErrCut, len(r.text)+1, "the array that starts on line %d is not closed", r.cur.line)
	}
	if r.form == formString && r.str.open && r.cur.format != "" {
		r.fail(ErrCut, len(r.text)+1, "the bracket around the strings from line %d on is not closed", r.cur.line)
	}
	r.close()
}

// close ends the packet at hand, whatever its form.
func (r *Reader) close() {
	r.flush()
	r.finish()
	r.form = formNone
}

// line takes one line for what it looks like.
func (r *Reader) line(s string) {
	i := margin(s)
	switch {
	case r.form == formArray && r.arr.depth > 0:
		r.arrayLine(s, i)
	case r.form == formString && r.str.open && (i == len(s) || isComment(s, i)):
	case i == len(s):
		if r.form != formRows && !(r.one && r.form == formPlain) { // rows are held together by their offsets
			r.close()
		}
	case r.straceDump(s, i), r.callLine(s, i), r.starLine(s, i), r.rowLine(s, i):
	case r.arrayStart(s, i), r.stringLine(s, i), r.plainLine(s, i):
	default:
		r.passed(s, i)
		return
	}
	r.opened = 0
}

// passed counts a line that is no dump. It ends what has no offsets.
func (r *Reader) passed(s string, i int) {
	if r.form != formRows {
		r.close()
	}
	r.lines++
	r.rows.text = true
	text := strings.TrimRight(s[i:], " \t")
	if r.opened = text[len(text)-1]; r.opened != '[' && r.opened != '(' {
		r.opened = 0
	}
	if r.one && r.opened == 0 && strings.Trim(text, ")]};") != "" {
		for i < len(s)-1 && (isHex(s[i]) || separates(s[i]) || s[i] == 'x' && i > 0 && s[i-1] == '0' && isHex(s[i+1])) {
			i++
		}
		r.fail(ErrSyntax, i+1, "%s is not a hexadecimal digit", quote(s[i:]))
	}
}

// repeated reports whether a finished packet is the one before once more.
func (r *Reader) repeated(p *packet) bool {
	if p.format != FormatTcpdump {
		r.last = r.last[:0]
		return false
	}
	if len(r.last) > 0 && bytes.Equal(r.last, p.data) {
		r.repeats++
		r.last = r.last[:0]
		return true
	}
	r.last = r.last[:0]
	if !r.rows.text { // a line of text behind it belongs to the next packet
		r.last = append(r.last, p.data...)
	}
	return false
}

// quote returns the first character of s for a message.
func quote(s string) string {
	for _, c := range s {
		return fmt.Sprintf("%q", string(c))
	}
	return "the end of the line"
}
