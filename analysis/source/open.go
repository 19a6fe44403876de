package source

import (
	"bufio"
	"io"
	"runtime"
	"time"

	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/pcap"
)

// bufferSize is how much is read at once of what one may have to wait for.
const bufferSize = 1 << 16

// fileBuffer is what a file holds of its own: there may be thousands. Whoever
// reads more at once reads past it.
const fileBuffer = 1 << 12

// Opened is an input that is open.
type Opened struct {
	Input
	Size   int64         // bytes of the file; 0 if nobody knows
	Bytes  *bufio.Reader // what it holds, compressed or not
	Reader *pcap.Reader  // of Bytes, once Capture was called

	file    io.ReadCloser
	watched *watched
	of      host.File
	packet  pcap.Packet // the next one
	on      *pcap.Interface
	host    *host.Host // of that interface
	met     map[*pcap.Interface]*host.Host
	queued  bool
	more    func() bool // whether a read gets something at once; nil is no
}

// Open opens an input for those who read it themselves, with the progress and
// the end of the Source.
func (s *Source) Open(i Input) (*Opened, error) {
	waits := !i.IsFile()
	open := i.Open
	var f io.ReadCloser
	var err error
	if waits && s.ctx.Done() != nil {
		if f, err = openWaiting(s.ctx, open); err == nil {
			f = newWaiting(s.ctx, f)
		}
	} else {
		f, err = open()
	}
	if err != nil {
		return nil, err
	}
	o := &Opened{Input: i, Size: i.size(), file: f}
	size := fileBuffer
	if waits {
		size = bufferSize
	}
	o.watched = &watched{Reader: f, s: s, waits: waits}
	o.Bytes = bufio.NewReaderSize(o.watched, size)
	return o, nil
}

// What is read ahead: up to so many files, each of which has some 300 KiB then, of at least
// so many bytes.
const (
	fewFiles = 8
	longFile = 1 << 18
)

// readAhead has a file read, and decompressed, by another processor.
func (o *Opened) readAhead() {
	w := o.watched
	if o.Reader.Compression() != "" && !w.waits && o.Size >= longFile && len(w.s.files) <= fewFiles && runtime.GOMAXPROCS(0) > 1 {
		w.silent = true // before the goroutine is there
		taken := int64(0)
		o.Reader.ReadAhead(func() int64 { return w.read }, func(read int64) {
			w.s.progress.Bytes += read - taken
			taken = read
			w.s.report()
		})
	}
}

// Capture takes the bytes for a capture.
func (o *Opened) Capture() (err error) {
	o.Reader, err = pcap.NewReader(o.Bytes)
	switch {
	case !o.watched.waits:
		o.more = always
	case err == nil && o.Reader.Compression() == "": // of what is compressed nobody knows how much a read takes
		o.more = o.ready
	}
	return err
}

func always() bool { return true }

// How long what came before may stay unsaid while more comes all the time. Of who writes less than
// bulk at once, a live capture, nobody waits a moment for more: each frame is said when it is there.
const (
	moment   = time.Millisecond // to stop and to begin again with all processors takes a tenth of that
	patience = 10 * moment
	bulk     = 4 << 10 // what tcpdump and others write at once that do not flush each packet
)

// ready reports whether a read of what one may have to wait for gets something at once, or soon. It does
// not say so where somebody must be told first that what was read so far is all for now.
func (o *Opened) ready() bool {
	if o.Bytes.Buffered() > 0 {
		return true
	}
	w, long := o.watched, moment
	if w.s.o.Wait != nil {
		if time.Since(w.told) > patience {
			return false
		}
		if w.last < bulk {
			long = 0
		}
	}
	w.sure = ready(o.file, long)
	return w.sure
}

// Close closes what Open opened. What the Reader says of what it read stays.
func (o *Opened) Close() {
	if o.Reader != nil {
		o.Reader.Close()
	}
	o.file.Close()
}

// watched counts what is read of an input, and says so before it may have to
// wait.
type watched struct {
	io.Reader
	s      *Source
	waits  bool
	silent bool  // who takes it says so, for another goroutine reads
	read   int64 // by that
	sure   bool  // the next read gets something at once: nobody has to be told that it waits

	told time.Time // when somebody was told last
	last int       // how much the last read got
}

func (w *watched) Read(b []byte) (int, error) {
	s := w.s
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	sure := w.sure
	w.sure = false
	if w.waits && !sure && s.o.Wait != nil {
		if s.failed = s.o.Wait(); s.failed != nil {
			return 0, s.failed
		}
		w.told = time.Now()
	}
	if w.silent {
		n, err := w.Reader.Read(b)
		w.read += int64(n)
		return n, err
	}
	s.report()
	n, err := w.Reader.Read(b)
	s.progress.Bytes += int64(n)
	w.last = n
	return n, err
}

func (s *Source) report() {
	if s.o.Progress != nil {
		s.o.Progress(s.progress)
	}
}

// OpenCapture is Open of what must be a capture. Its error is an *Error, or that
// of the context.
func (s *Source) OpenCapture(i Input) (*Opened, error) {
	o, err := s.Open(i)
	if err == nil {
		if err = o.Capture(); err == nil {
			return o, nil
		}
		o.Close()
	}
	if s.failed != nil {
		return nil, s.failed
	}
	if s.ctx.Err() != nil {
		return nil, s.ctx.Err()
	}
	return nil, &Error{Name: i.Name, Missing: true, Err: err}
}

// due reports whether what begins at a time may come before what is open.
func (s *Source) due(from time.Time) bool {
	return from.IsZero() || !from.After(s.queue.First().packet.Time)
}

// openNext opens an input.
func (s *Source) openNext() (err error) {
	i := s.inputs[0]
	s.inputs = s.inputs[1:]
	s.opened++
	if s.moving, err = s.OpenCapture(i); err != nil {
		return err
	}
	s.moving.readAhead()
	s.moving.of = s.files[s.opened-1]
	if s.o.Sequence {
		s.frames.Start()
	}
	return nil
}
