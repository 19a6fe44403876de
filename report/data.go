package report

import (
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/analysis/timeline"
)

// Data is what a page is given, as JSON: lists by column, where a thing is the same
// place in each. Times are nanoseconds from the first one on, places count from 0, and
// -1 is none. web/src/data.ts has the same form.
type Data struct {
	Zero     float64  `json:"zero"` // milliseconds since 1970; 0 where times are the kernel's
	Kernel   bool     `json:"kernel"`
	Hosts    []string `json:"hosts"`
	Lives    lives    `json:"lives"`
	Marks    marks    `json:"marks"`
	Gaps     gaps     `json:"gaps"`
	Requests requests `json:"requests"`
	Tables   []*table `json:"tables"`
}

// lives are bars: behind those of the table of processes those of ancestors.
type lives struct {
	Host   []int    `json:"host"`
	Parent []int    `json:"parent"`
	PID    []int32  `json:"pid"`
	Name   []string `json:"name"`
	From   []int64  `json:"from"`
	To     []int64  `json:"to"`
	Fate   []fate   `json:"fate"`
	Born   []int    `json:"born"` // 1: it begins with its FORK
}

// fate is how a life ended.
type fate int

const (
	well   fate = iota // code 0
	failed             // another code
	killed             // a signal
	runs               // no end was seen
	gone               // nor that, but its pid is another's
	above              // it is there as an ancestor only
)

func fateOf(p *processes.Process) fate {
	switch {
	case p == nil:
		return above
	case p.State == processes.Gone:
		return gone
	case p.State == processes.Running:
		return runs
	case p.Code == 0:
		return well
	case p.Signal() == 0:
		return failed
	}
	return killed
}

// marks are what processes did.
type marks struct {
	Kinds []string `json:"kinds"`
	Texts []string `json:"texts"`
	Life  []int    `json:"life"`
	At    []int64  `json:"at"`
	Kind  []int    `json:"kind"` // in Kinds
	Text  []int    `json:"text"` // in Texts
	Frame []uint64 `json:"frame"`
}

// gaps are where messages are missing.
type gaps struct {
	Host     []int    `json:"host"`
	CPU      []uint32 `json:"cpu"`
	From     []int64  `json:"from"`
	To       []int64  `json:"to"`
	Lost     []uint64 `json:"lost"`
	Filtered []int    `json:"filtered"`
}

// requests are ticks; a time of one that is not there is -1.
type requests struct {
	Host     []int    `json:"host"`
	Asked    []int64  `json:"asked"`
	Answered []int64  `json:"answered"`
	Says     []string `json:"says"`
	Answer   []string `json:"answer"`
}

// words numbers texts, each once.
type words struct {
	of   map[string]int
	list *[]string
}

func (w *words) number(s string) int {
	n, known := w.of[s]
	if !known {
		if w.of == nil {
			w.of = map[string]int{}
		}
		n = len(*w.list)
		w.of[s] = n
		*w.list = append(*w.list, s)
	}
	return n
}

// add appends a life; its parent is set when all are there.
func (l *lives) add(of *timeline.Life, from, to int64) {
	l.Host = append(l.Host, of.Host)
	l.Parent = append(l.Parent, -1)
	l.PID = append(l.PID, of.PID)
	l.Name = append(l.Name, of.Name)
	l.From, l.To = append(l.From, from), append(l.To, to)
	l.Fate = append(l.Fate, fateOf(of.Process))
	born := 0
	if of.Process != nil && of.Process.Start.Seen() {
		born = 1
	}
	l.Born = append(l.Born, born)
}
