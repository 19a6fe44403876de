package parallel

import (
	"bufio"
	"runtime"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/pcap"
)

// maxWorkers bounds the memory: behind so many, whoever reads the frames is the slowest.
const maxWorkers = 8

// Printer prints frames on all processors. What was printed is in the writer, at the
// latest, behind Flush or End.
type Printer struct {
	w       *bufio.Writer
	create  Make
	own     Single // for w itself
	state   *State // of own: behind all that was written to w
	most    int    // how many workers there may be
	workers []*worker
	jobs    chan *batch
	waiting []*batch // that workers have, the first one first
	free    []*batch
	batch   *batch         // to be filled
	frames  int            // how many it is to have
	alone   int            // frames to be printed at once
	large   analysis.Frame // one that no batch takes
	err     error          // the first one: nothing more is printed
}

// New returns a Printer with as many workers as Go may use processors; where that is
// one, or live is set, it prints each frame at once and has none. The error is that of
// create, which is not called again before there are many frames.
func New(w *bufio.Writer, live bool, create Make) (*Printer, error) {
	p := &Printer{w: w, create: create, frames: minFrames, most: min(runtime.GOMAXPROCS(0), maxWorkers)}
	if live || p.most < 2 {
		p.most = 0
	}
	var err error
	if p.own, err = create(w); err != nil {
		return nil, err
	}
	p.state = kept(p.own)
	return p, nil
}

// Pass takes a frame that is not to be printed: it is for a Single that wants it, which
// must be live.
func (p *Printer) Pass(f *analysis.Frame) error {
	if s, ok := p.own.(interface{ Pass(*analysis.Frame) error }); ok {
		return s.Pass(f)
	}
	return nil
}

// Skipped is how many frames were nothing for the format, behind Flush.
func (p *Printer) Skipped() (n uint64) {
	count := func(s Single) {
		if s, ok := s.(interface{ Skipped() uint64 }); ok {
			n += s.Skipped()
		}
	}
	count(p.own)
	for _, w := range p.workers {
		count(w.to)
	}
	return n
}

// Room is where the frame of a packet is to be made, for source.Options: one that is
// made elsewhere is printed at once. It moves the packet's bytes.
func (p *Printer) Room(packet *pcap.Packet) *analysis.Frame {
	if p.most == 0 || p.err != nil || len(packet.Data)+len(packet.Options.Raw) > largest {
		return &p.large
	}
	if p.alone > 0 {
		p.alone--
		return &p.large
	}
	if p.batch == nil {
		p.batch = p.next()
	}
	return p.batch.room(packet)
}

// Frame takes a frame to be printed. The error is one of writing, perhaps of a frame
// before.
func (p *Printer) Frame(f *analysis.Frame) error {
	if p.err != nil {
		return p.err
	}
	b := p.batch
	if b == nil || f != &b.frames[b.n] {
		if p.Settle(); p.err == nil {
			p.err = p.own.Frame(f)
		}
		return p.err
	}
	if b.keep(); b.full(p.frames) {
		p.err = p.hand()
	}
	return p.err
}

// hand hands the batch to the workers, and waits for one if too many are on their way.
func (p *Printer) hand() error {
	onTheWay := p.most + 1
	if p.jobs == nil {
		p.jobs = make(chan *batch, onTheWay)
	}
	if len(p.workers) < p.most {
		w, err := newWorker(p.create)
		if err != nil {
			return err
		}
		p.workers = append(p.workers, w)
		go w.run(p.jobs)
	}
	if len(p.waiting) == onTheWay {
		if err := p.take(); err != nil {
			return err
		}
	}
	if p.state != nil {
		p.batch.supposed = *p.state
	}
	p.jobs <- p.batch
	p.waiting = append(p.waiting, p.batch)
	p.batch = p.next()
	return nil
}

// next returns an empty batch.
func (p *Printer) next() *batch {
	n := len(p.free)
	if n == 0 {
		return newBatch(maxFrames)
	}
	b := p.free[n-1]
	p.free = p.free[:n-1]
	return b
}

// take writes the first batch that workers have.
func (p *Printer) take() (err error) {
	b := p.waiting[0]
	p.waiting = append(p.waiting[:0], p.waiting[1:]...)
	<-b.done
	p.frames = max(minFrames, min(maxFrames, enough*b.n/max(1, len(b.out))))
	if len(b.out) > longest*b.n {
		p.alone = alone
	}
	if p.state != nil && b.supposed != *p.state {
		err = b.print(p.own) // the frames before changed it
	} else {
		if p.state != nil {
			*p.state = b.left
		}
		_, err = p.w.Write(b.out)
	}
	b.empty()
	p.free = append(p.free, b)
	return err
}

// settle writes all frames that were taken.
func (p *Printer) settle() error {
	if len(p.waiting) > 0 && p.batch.n >= minFrames {
		if err := p.hand(); err != nil {
			return err
		}
	}
	for len(p.waiting) > 0 {
		if err := p.take(); err != nil {
			return err
		}
	}
	if p.batch == nil || p.batch.n == 0 {
		return nil
	}
	err := p.batch.print(p.own) // few: that is sooner done than handed over
	p.batch.empty()
	return err
}

// Settle prints all frames that were taken, before something changes that they see. An
// error is the next call's.
func (p *Printer) Settle() {
	if p.err == nil {
		p.err = p.settle()
	}
}

// Flush prints all frames that were taken, and flushes the writer.
func (p *Printer) Flush() error {
	if p.Settle(); p.err == nil {
		p.err = p.w.Flush()
	}
	return p.err
}

// End writes what closes the output, into the writer. The workers are gone then.
func (p *Printer) End() error {
	p.Settle()
	p.Close()
	if p.err != nil {
		return p.err
	}
	return p.own.End()
}

// Close ends the workers. It is needed where End is not called; nothing may be printed
// behind it.
func (p *Printer) Close() {
	if p.jobs != nil {
		close(p.jobs)
		p.jobs = nil
	}
}
