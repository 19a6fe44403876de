package record

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"github.com/cnwire/cnwire/pcap"
)

const (
	// handOn is how much is kept back of a regular file until it is written without
	// waiting for a flush.
	handOn = 256 << 10
	// statistics stand in the file so often, and at the end.
	statisticsEvery = 10 * time.Second
)

// errRemoved is of a file that has no name any more.
var errRemoved = errors.New("it was removed while it was written: what follows would be nowhere")

// file is a capture file that is written in place, or what else a name names.
type file struct {
	name    string
	to      io.Writer
	file    *os.File // nil for a stream that is not ours to close
	regular bool
	w       *pcap.Writer
	buffer  blockBuffer

	packets uint64 // given to it
	frames  uint64 // of these, in the file
	bytes   int64  // in the file
	began   time.Time
	counted time.Time // the last statistics
}

// wait opens a file; while a FIFO waits for its reader, Stop ends that.
func (w *writing) wait(name string) (f *file, err error) {
	opened := make(chan bool)
	go func() {
		f, err = open(name)
		close(opened)
	}()
	select {
	case <-opened:
		return f, err
	case <-w.r.stopped:
	}
	select {
	case <-opened:
		return f, err
	case <-time.After(tick): // it was not stopped before it began
		return nil, fmt.Errorf("%s: stopped, before it could be written", name)
	}
}

// open opens a file by its name; - is standard output. What stands there already
// is overwritten. A FIFO waits for its reader. Nobody else may read it: command
// lines hold secrets.
func open(name string) (*file, error) {
	if name == "-" {
		return &file{name: "standard output", to: os.Stdout}, nil
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &file{name: name, to: f, file: f, regular: info.Mode().IsRegular()}, nil
}

// begin writes the head of a capture of the recorder's.
func (f *file) begin(r *Recorder, section *pcap.Section) error {
	var err error
	if f.w, err = pcap.NewWriter(&f.buffer, pcap.WriterOptions{Format: "pcapng", Section: section}); err != nil {
		return err
	}
	f.began = time.Now()
	f.counted = f.began
	if err := f.statistics(r, f.began); err != nil { // the description of the interface is before it
		return err
	}
	return f.flush()
}

// packet writes a packet. What a regular file keeps back is no more than handOn.
func (f *file) packet(p *pcap.Packet) error {
	if err := f.w.WritePacket(p); err != nil {
		return err
	}
	f.packets++
	if err := f.w.Flush(); err != nil {
		return err
	}
	if len(f.buffer.bytes) >= handOn {
		return f.flush()
	}
	return nil
}

// size is how long the file is, with what is kept back.
func (f *file) size() int64 { return f.bytes + int64(len(f.buffer.bytes)) }

// statistics writes how much came and how much was lost until now.
func (f *file) statistics(r *Recorder, now time.Time) error {
	c := r.Counts()
	f.counted = now
	s := &pcap.Statistics{Time: now, Start: time.Unix(0, r.host.start.realtime), Received: pcap.Of(c.Received + c.Unasked + c.Foreign), Dropped: pcap.Of(c.Lost)}
	if err := f.w.WriteStatistics(r.iface, s); err != nil {
		return err
	}
	return f.w.Flush()
}

// flush hands on what is kept back. A file that is full ends behind its last
// whole block.
func (f *file) flush() error {
	if len(f.buffer.bytes) == 0 {
		return nil
	}
	taken, whole, frames, err := f.buffer.to(f.to)
	f.frames += frames
	f.bytes += int64(taken)
	if err != nil && f.regular {
		f.bytes -= int64(taken - whole)
		err = errors.Join(err, f.file.Truncate(f.bytes))
	}
	return err
}

// there reports whether the file still stands under its name.
func (f *file) there() error {
	if !f.regular {
		return nil
	}
	here, err := f.file.Stat()
	if err != nil {
		return err
	}
	named, err := os.Stat(f.name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !os.SameFile(here, named) {
		return fmt.Errorf("%s: %w", f.name, errRemoved)
	}
	return nil
}

// close writes the last statistics and what is kept back.
func (f *file) close(r *Recorder) error {
	err := f.statistics(r, time.Now())
	return errors.Join(err, f.flush(), f.abandon())
}

// abandon closes the file as it is.
func (f *file) abandon() error {
	if f.file == nil {
		return nil
	}
	return f.file.Close()
}
