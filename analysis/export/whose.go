package export

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/analysis/source"
)

// CaptureName is what the column capture says of a file: its name without its folder
// and its endings; of standard input stdin.
func CaptureName(file string) string {
	if file == "-" {
		return "stdin"
	}
	name := filepath.Base(file)
	for _, ending := range []string{".gz", ".zst", ".pcap", ".pcapng", ".cap"} {
		name = strings.TrimSuffix(name, ending)
	}
	return name
}

// maxRuns is how often it is known of a host that its frames went on in another capture;
// of more, the oldest half is forgotten. Files behind each other do so once a file, files
// of one host that were captured side by side with nearly every frame.
const maxRuns = 1 << 16

// whose knows the captures of frames, and what captures say of hosts.
type whose struct {
	always string // what the column capture says instead
	stream string // of the first frame

	on    *source.Opened // the capture of the frame before, and its host
	of    *host.Host
	name  string // of that capture
	only  string // the name of the only one so far
	more  bool   // there are several
	hosts host.Per[hostOf]
	by    map[string]int // numbers of hosts by their names
}

// hostOf is what is known of a host.
type hostOf struct {
	named bool
	host.Identity
	runs []run
}

// run is where a capture's frames begin among those of a host.
type run struct {
	from    uint64
	capture string
}

// add takes the next frame.
func (w *whose) add(f *source.Frame) {
	if f.From == w.on && f.Host == w.of {
		return // nearly always
	}
	if w.on == nil {
		w.stream = streamOf(f.Frame)
	}
	if f.From != w.on {
		w.name = string(analysis.Escape([]byte(CaptureName(f.From.Name)), 0))
		w.more = w.more || w.on != nil && w.name != w.only
		w.only = w.name
	}
	w.on, w.of = f.From, f.Host
	h := w.hosts.Of(f.Host)
	if !h.named {
		h.named = true
		if w.by == nil {
			w.by = map[string]int{}
		}
		w.by[f.Host.String()] = f.Host.Index()
		if f.Host != nil {
			h.Identity = f.Host.Identity
		}
	}
	if n := len(h.runs); n > 0 && h.runs[n-1].capture == w.name {
		return
	}
	if len(h.runs) == maxRuns {
		h.runs = slices.Delete(h.runs, 0, maxRuns/2)
	}
	h.runs = append(h.runs, run{f.Number, w.name})
}

// set sets the capture, and what is known of the host: its frame is 0 where there is
// none.
func (w *whose) set(row rows.Row, name string, frame uint64) {
	number, known := w.by[name]
	switch {
	case w.always != "":
		setText(&row[ownCapture], w.always)
	case known && frame != 0:
		runs := w.hosts.At(number).runs
		if at, _ := slices.BinarySearchFunc(runs, frame+1, func(r run, n uint64) int { return cmp.Compare(r.from, n) }); at > 0 {
			setText(&row[ownCapture], runs[at-1].capture)
		}
	case !w.more:
		setText(&row[ownCapture], w.only)
	}
	setText(&row[ownHost], name)
	setText(&row[len(row)-1], w.stream)
	if known {
		setText(&row[ownHostID], w.hosts.At(number).ID)
		setText(&row[ownBoot], w.hosts.At(number).Boot)
	}
}
