package tap

import (
	"errors"
	"fmt"
	"runtime"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/asm"
	"github.com/cilium/ebpf/btf"
	"github.com/cilium/ebpf/link"
	"github.com/cilium/ebpf/ringbuf"
	"golang.org/x/sys/unix"
)

// licence is what the kernel is told: helpers that read its memory are for programs
// whose licence goes with the GPL. The sources are under the MIT licence beside it.
const licence = "Dual MIT/GPL"

// noKprobes and noTypes are of tests, that try what kernels get without kprobes, or that
// do not describe their structures.
var (
	noKprobes, noTypes bool
	errNoKprobes       = errors.New("kprobes were not to be tried")
	errNotRead         = errors.New("what it says of them was not to be read")
)

// How programs are attached.
const (
	byKprobes     = "kprobes"
	byBoth        = "kprobes, and fexit for what became of what was sent"
	byTrampolines = "fentry and fexit, for this kernel takes no kprobes"
)

// Open loads the programs and attaches them, with a ring of at least so many bytes. Its
// errors say what is missing, and what to do. Close it.
func Open(buffer int) (*Tap, error) { return open(buffer, (*Tap).messages) }

// open opens a tap of the programs that attach attaches.
func open(buffer int, attach func(*Tap, *assembler, hook) error) (t *Tap, err error) {
	regs, ok := registers[runtime.GOARCH]
	if !ok {
		return nil, explainArchitecture(runtime.GOARCH)
	}
	t = &Tap{}
	defer func() {
		if err != nil {
			err = explain(errors.Join(err, t.Close()), surroundings())
			t = nil
		}
	}()
	removeMemlock()
	a := assembler{}
	if a.layout, t.calibrated, err = findLayout(regs); err != nil {
		return t, err
	}
	if err := t.maps(buffer); err != nil {
		return t, err
	}
	a.ring, a.drops = t.ring.FD(), t.drops.FD()
	if err = attach(t, &a, regs); err != nil {
		return t, err
	}
	t.reader, err = ringbuf.NewReader(t.ring)
	return t, err
}

// findLayout takes the layout from what the kernel says of its types, or finds it out.
func findLayout(regs hook) (l layout, calibrated bool, err error) {
	types, err := btf.LoadKernelSpec()
	if noTypes {
		err = errNotRead
	}
	if err == nil {
		if l, err = read(types); err != nil {
			err = fmt.Errorf("%w: %w", errStrange, err)
		}
		return l, false, err
	}
	l, e := calibrate(regs)
	if e != nil {
		return l, false, fmt.Errorf("%w: %w, and %w", errNoTypes, err, e)
	}
	return l, true, nil
}

// messages attaches the programs that see each message once.
func (t *Tap) messages(a *assembler, regs hook) error {
	return t.either(func() error { return t.kprobes(a, regs) }, func() error { return t.trampolines(a) })
}

// either attaches by kprobes, or, where there are none, by trampolines.
func (t *Tap) either(kprobes, trampolines func() error) error {
	err := errNoKprobes
	if !noKprobes {
		t.how = byKprobes
		err = kprobes()
	}
	if err == nil {
		return nil
	}
	if e := t.Detach(); e != nil {
		return errors.Join(err, e)
	}
	t.programs, t.how, t.untold = nil, byTrampolines, false
	if e := trampolines(); e != nil {
		return fmt.Errorf("by kprobes: %w; by fentry: %w", err, e)
	}
	return nil
}

// maps makes the ring, of a power of two of bytes, and the counters.
func (t *Tap) maps(buffer int) (err error) {
	size := 1 << 17 // some of the longest records
	for size < buffer && size < 1<<30 {
		size <<= 1
	}
	if t.ring, err = ebpf.NewMap(&ebpf.MapSpec{Name: "cnwire_ring", Type: ebpf.RingBuf, MaxEntries: uint32(size)}); err != nil {
		return fmt.Errorf("a ring: %w", err)
	}
	t.opened = append(t.opened, t.ring)
	t.drops, err = ebpf.NewMap(&ebpf.MapSpec{Name: "cnwire_drops", Type: ebpf.Array, KeySize: 4, ValueSize: dropSize, MaxEntries: kinds, Flags: unix.BPF_F_MMAPABLE})
	if err != nil {
		return fmt.Errorf("counters: %w", err)
	}
	t.opened = append(t.opened, t.drops)
	// They are read in memory: while a process is inside bpf(2) for one the kernel runs no
	// program of a kprobe on its CPU (kernel/bpf/syscall.c:bpf_map_copy_value, 5.10), and it
	// may be interrupted there.
	if t.counts, err = t.drops.Memory(); err != nil {
		return fmt.Errorf("counters: %w", err)
	}
	return nil
}

// dropSize is what a counter has, in bytes.
const dropSize = 8

// kprobes attaches by kprobes, and tries for results by fexit.
func (t *Tap) kprobes(a *assembler, regs hook) error {
	for _, p := range []struct {
		function string
		program  asm.Instructions
	}{{sends, a.sending(regs)}, {receives, a.request(regs)}} { // so that no request is without its answer
		if err := t.kprobe(p.function, p.program); err != nil {
			return err
		}
	}
	if t.calibrated || t.trace(sends, ebpf.AttachTraceFExit, a.result(trampoline(a.arguments))) != nil {
		t.untold = true
		return nil
	}
	t.how, t.results = byBoth, true
	t.programs = t.programs[:2] // a result is no message
	return nil
}

// trampolines attaches by fentry and fexit.
func (t *Tap) trampolines(a *assembler) error {
	h := trampoline(a.arguments)
	if err := t.trace(sends, ebpf.AttachTraceFExit, a.sending(h)); err != nil {
		return err
	}
	h.result = -1
	return t.trace(receives, ebpf.AttachTraceFEntry, a.request(h))
}

func (t *Tap) kprobe(function string, program asm.Instructions) error {
	p, err := t.load(&ebpf.ProgramSpec{Name: "cnwire_tap", Type: ebpf.Kprobe, Instructions: program})
	if err != nil {
		return err
	}
	l, err := link.Kprobe(function, p, nil)
	if err != nil {
		return fmt.Errorf("%s: %w", function, err)
	}
	t.programs, t.links = append(t.programs, p), append(t.links, l)
	return nil
}

func (t *Tap) trace(function string, at ebpf.AttachType, program asm.Instructions) error {
	p, err := t.load(&ebpf.ProgramSpec{Name: "cnwire_tap", Type: ebpf.Tracing, AttachType: at, AttachTo: function, Instructions: program})
	if err != nil {
		return err
	}
	l, err := link.AttachTracing(link.TracingOptions{Program: p})
	if err != nil {
		return fmt.Errorf("%s: %w", function, err)
	}
	t.programs, t.links = append(t.programs, p), append(t.links, l)
	return nil
}

func (t *Tap) load(s *ebpf.ProgramSpec) (*ebpf.Program, error) {
	s.License = licence
	p, err := ebpf.NewProgram(s)
	if err != nil {
		return nil, fmt.Errorf("a program: %w", err)
	}
	t.opened = append(t.opened, p)
	return p, nil
}
