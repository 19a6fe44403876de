package pdml

import (
	"bufio"
	"cmp"
	"strconv"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/parallel"
)

// List writes a line of Wireshark's list for each frame, as PSML.
type List struct {
	w     *bufio.Writer
	time  analysis.TimeFormat
	plain bool // numbers in place of the names of signals and errors
	buf   []byte
	text  []byte
	parallel.State
}

// NewList returns a List for w, with the form of times and of names that columns say.
func NewList(w *bufio.Writer, columns analysis.Columns) *List {
	return &List{w: w, time: cmp.Or(columns.Time, "r"), plain: columns.Numeric}
}

// sections are the columns, those that Wireshark has unless its user changed them.
var sections = []string{"No.", "Time", "Source", "Destination", "Protocol", "Length", "Info"}

// Frame writes one frame. Its errors are those of the io.Writer.
func (l *List) Frame(f *analysis.Frame) error {
	b := l.start(l.buf[:0])
	b = append(b, "<packet>\n"...)
	b = l.section(b, strconv.AppendUint(l.text[:0], f.Number, 10))
	b = l.section(b, l.time.Append(l.text[:0], f))
	source, destination := ends(f)
	b = l.section(b, append(l.text[:0], source...))
	b = l.section(b, append(l.text[:0], destination...))
	b = l.section(b, append(l.text[:0], protocol(f)...))
	b = l.section(b, strconv.AppendUint(l.text[:0], uint64(f.Len), 10))
	b = l.section(b, f.AppendSummary(l.text[:0], l.plain))
	l.buf = append(b, "</packet>\n\n"...)
	_, err := l.w.Write(l.buf)
	return err
}

// End closes the document.
func (l *List) End() error {
	_, err := l.w.Write(append(l.start(nil), "</psml>\n"...))
	return err
}

// start begins the document, once.
func (l *List) start(b []byte) []byte {
	if l.Begun {
		return b
	}
	l.Begun = true
	b = append(b, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<psml version=\"0\" creator=\"cnwire\">\n<structure>\n"...)
	for _, title := range sections {
		b = l.section(b, append(l.text[:0], title...))
	}
	return append(b, "</structure>\n\n"...)
}

// section appends a cell and keeps its room.
func (l *List) section(b, text []byte) []byte {
	l.text = text
	b = appendXML(append(b, "<section>"...), text)
	return append(b, "</section>\n"...)
}

// ends returns who sent a frame and to whom, in the plugin's words, where that is
// known (R17).
func ends(f *analysis.Frame) (source, destination string) {
	const kernel, user = "kernel", "user space"
	if !f.IsConnector() {
		return "", ""
	}
	switch d, by := f.Direction(); {
	case d == analysis.ToKernel:
		return user, kernel
	case d == analysis.FromKernel:
		return kernel, user
	case by == analysis.Aside:
		return user, user
	}
	return "", ""
}

// protocol returns whose message the frame's first one is.
func protocol(f *analysis.Frame) string {
	switch {
	case !f.Netlink:
		return ""
	case !f.IsConnector():
		return "Netlink"
	}
	for i := range f.Messages {
		if u := f.Messages[i].User; u != nil {
			return u.Name
		}
	}
	return "cn"
}
