package convert

import (
	"cmp"
	"path/filepath"

	"github.com/cnwire/cnwire/pcap"
)

// DefaultFormat returns what a file by that name should be: a pcapng by its
// usual endings, a classic pcap by its own, and whatever the input is by none.
func DefaultFormat(name string) string {
	switch filepath.Ext(name) {
	case ".pcapng", ".ntar":
		return "pcapng"
	case ".pcap", ".cap", ".dmp":
		return "pcap"
	}
	return ""
}

// open begins the output when the first piece says what it must be. format is
// that of an input that is copied as it is, or empty.
func (c *Converter) open(format string, i *pcap.Interface) error {
	if c.w != nil {
		return nil
	}
	o := pcap.WriterOptions{
		Format:  c.format(format, i),
		Changed: c.o.any() || c.o.SnapLen > 0, // swapping moves nothing
	}
	if i != nil {
		o.BigEndian = i.BigEndian
	}
	var err error
	if c.w, err = pcap.NewWriter(c.out, o); err != nil {
		return &OutputError{err}
	}
	return nil
}

// format returns the output's format: the one that was asked for or that its
// name says, else the input's. A classic pcap loses nothing of time stamps.
func (c *Converter) format(input string, i *pcap.Interface) string {
	switch {
	case c.o.Format != "":
		return c.o.Format
	case input != "":
		return input
	case c.o.Default == "" && c.input != "":
		return c.input
	case c.o.Default == "pcapng":
		return "pcapng"
	case c.fine, i != nil && i.Resolution != pcap.Microseconds:
		return "nsecpcap"
	}
	return "pcap"
}

// Close ends the output, which is a whole file even if nothing was written, and
// returns what was done.
func (c *Converter) Close() (Result, error) {
	if err := c.open("", nil); err != nil {
		return c.result, err
	}
	err := cmp.Or(c.w.Close(), c.out.Flush())
	c.result.Lost = c.w.Lost()
	if err != nil {
		err = &OutputError{err}
	}
	return c.result, err
}
