package export

import (
	"sync"

	"github.com/cnwire/cnwire/analysis/loss"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// lossTable is the table of losses, which no command lists by themselves: check has
// them among its notes.
var lossTable = sync.OnceValue(func() *list[loss.Lost] {
	number := func(name string, narrow bool, doc string, of func(*loss.Lost) uint64) member[loss.Lost] {
		return member[loss.Lost]{name: name, kind: rows.Integer, narrow: narrow, doc: doc, set: func(c *rows.Cell, l *loss.Lost) { c.SetInt(int64(of(l))) }}
	}
	moment := func(name, doc string, of func(*loss.Lost) *genealogy.Ref) member[loss.Lost] {
		return member[loss.Lost]{name: name, kind: rows.Time, doc: doc, set: func(c *rows.Cell, l *loss.Lost) { setTime(c, of(l).Time) }}
	}
	from := func(l *loss.Lost) *genealogy.Ref { return &l.From }
	to := func(l *loss.Lost) *genealogy.Ref { return &l.To }
	return newList(Losses, "When the first message behind it was captured.", new(rows.Columns[loss.Lost]), []member[loss.Lost]{
		number("idx", false, "Number of the connector user whose counter it is.", func(l *loss.Lost) uint64 { return uint64(l.Idx) }),
		number("val", false, "Number within the user.", func(l *loss.Lost) uint64 { return uint64(l.Val) }),
		number("cpu", false, "The processor whose counter it is.", func(l *loss.Lost) uint64 { return uint64(l.CPU) }),
		number("from_seq", false, "Number of the last message that was there before it.", func(l *loss.Lost) uint64 { return uint64(l.FromSeq) }),
		number("to_seq", false, "Number of the first one behind it.", func(l *loss.Lost) uint64 { return uint64(l.ToSeq) }),
		number("lost", false, "Messages that are missing between them, at least; those that came late are not.", func(l *loss.Lost) uint64 { return l.Lost }),
		number("from_frame", false, "Number of the frame with the last message before it.", func(l *loss.Lost) uint64 { return l.From.Frame }),
		number("to_frame", false, "Number of the frame with the first one behind it.", func(l *loss.Lost) uint64 { return l.To.Frame }),
		moment("from_time", "When the last message before it was captured.", from),
		moment("to_time", "When the first one behind it was captured.", to),
		{name: "proof", kind: rows.Text, doc: "What proves that they were lost: listener (somebody had asked for all events), dropped (the capture counts as many), unfiltered (whoever asked says so); nothing where they are filtered or lost.",
			set: func(c *rows.Cell, l *loss.Lost) { setText(c, l.Proof.String()) }},
	})
})

// setTime sets a time that is known.
func setTime(c *rows.Cell, at int64) {
	if at != genealogy.NoTime {
		c.SetTime(at)
	}
}
