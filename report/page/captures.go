package page

import (
	"compress/gzip"
	"io"
	"sync"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/aside"
)

// Settings say how the packet browser reads the captures.
type Settings struct {
	Names  []string `json:"names"`  // of the captures
	Count  uint64   `json:"count"`  // of frames: no more are read
	Filter string   `json:"filter"` // that it begins with
	Order  string   `json:"order"`  // of bytes
	Layout string   `json:"layout"`
	HostBy string   `json:"hostBy"`
}

// Captures keeps what captures hold while they are read, up to a limit: compressed, and most of
// it in temporary files.
type Captures struct {
	Settings

	limit  int64
	mu     sync.Mutex // a reading that was interrupted may still go on
	closed bool
	list   []*kept
	read   int64  // bytes of all files
	held   int64  // by all frames
	size   int64  // of a file with them in the largest format that convert may write
	fit    uint64 // how many of them that would leave within the limit
}

// kept is a capture, compressed.
type kept struct {
	packed aside.Bytes
	z      *gzip.Writer
}

// Bytes of a frame's record beside its data: in a pcap, and in a pcapng with its options.
const (
	recordSize = 16
	blockSize  = 32 + 3 + 64
)

// NewCaptures returns what keeps captures that hold at most limit bytes, and nothing with
// a limit of 0.
func NewCaptures(limit int64) *Captures { return &Captures{limit: limit} }

// Inputs returns inputs of which is kept what is read of them.
func (c *Captures) Inputs(inputs []source.Input) []source.Input {
	if c.limit == 0 {
		return inputs
	}
	list := make([]source.Input, len(inputs))
	for i, in := range inputs {
		k := new(kept)
		k.z = gzip.NewWriter(&k.packed)
		c.list, c.Names = append(c.list, k), append(c.Names, in.Name)
		list[i] = in
		list[i].Open = func() (io.ReadCloser, error) {
			r, err := in.Open()
			if err != nil {
				return nil, err
			}
			return &reading{r, c, k}, nil
		}
	}
	return list
}

// reading is an input that is being read.
type reading struct {
	io.ReadCloser
	c *Captures
	k *kept
}

func (r *reading) Read(b []byte) (int, error) {
	n, err := r.ReadCloser.Read(b)
	r.c.keep(r.k, b[:n])
	return n, err
}

func (c *Captures) keep(k *kept, b []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.read += int64(len(b)); c.over() {
		c.drop()
	}
	if !c.closed {
		k.z.Write(b) // an error is that of end
	}
}

// over: what the captures hold is more than the limit.
func (c *Captures) over() bool { return max(c.read, c.held) > c.limit }

// Close lets go of what was kept.
func (c *Captures) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.drop()
}

// drop is Close, for who has the lock.
func (c *Captures) drop() {
	for _, k := range c.list {
		k.packed.Close()
	}
	c.closed, c.list = true, nil
}

// Frame counts a frame.
func (c *Captures) Frame(f *analysis.Frame) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Count++
	c.held += int64(len(f.Data)) + recordSize
	c.size += int64(len(f.Data)) + blockSize
	for _, text := range f.Comments {
		c.held += int64(len(text))
		c.size += int64(len(text)) + 8
	}
	if c.size <= c.limit {
		c.fit = c.Count
	}
	if c.over() {
		c.drop()
	}
}

// end ends the keeping, and says why the captures are not there, if they are not.
func (c *Captures) end() (*Without, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	if c.limit == 0 || c.over() {
		return c.without(), nil
	}
	for _, k := range c.list {
		if err := k.z.Close(); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// elements are the settings, the program that reads captures, and these.
func (c *Captures) elements() []element {
	list := append([]element{{gzipped + `id="settings"`, packed(asJSON(&c.Settings))}}, program()...)
	for _, k := range c.list {
		list = append(list, element{gzipped + `class="capture"`, func(w io.Writer) error {
			_, err := k.packed.WriteTo(w)
			return err
		}})
	}
	return list
}
