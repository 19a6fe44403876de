package export

import (
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/internal/suggest"
)

// Kind is one of the tables that captures become.
type Kind uint8

const (
	Events    Kind = iota // a row a message
	Processes             // a row a life, as cnwire ps lists
	Losses                // a row a gap in a processor's numbers
	Pairs                 // a row a request with its answer, and one an answer alone
	Notes                 // a row a note, as cnwire check lists, damaged files too
	NumKinds
)

// version is that of each table's columns. It grows by one when columns are added; they
// never go, nor change their place, name or type.
var version = [NumKinds]int{Events: 2, Processes: 2, Losses: 2, Pairs: 2, Notes: 2}

// String returns the table's name: "events", "processes".
func (k Kind) String() string {
	return [...]string{"events", "processes", "losses", "pairs", "notes"}[k]
}

// Doc says what a row is.
func (k Kind) Doc() string {
	return [...]string{
		"A row a message, copies left out.",
		"A row a life of a pid, as ps lists.",
		"A row a gap in the numbers of a processor's events that nothing closed.",
		"A row a request with each of its answers, or without one, and a row an answer to a request that the capture does not have, as pairs --unsolicited lists.",
		"A row a note, as check --all lists; what is wrong with a file is one too.",
	}[k]
}

// Version is that of the table's columns, from 1.
func (k Kind) Version() int { return version[k] }

// Schema returns the columns in their order. Any value may be missing. It is shared: do
// not change it.
func (k Kind) Schema() *rows.Schema {
	switch k {
	case Processes:
		return &processTable().schema
	case Losses:
		return &lossTable().schema
	case Pairs:
		return &pairTable().schema
	case Notes:
		return &noteTable().schema
	}
	return &columns().schema
}

// time is the place of the column by which a dataset is parted.
func (k Kind) time() int {
	if k == Events {
		return colTime
	}
	return ownTime
}

// Kinds are all tables.
func Kinds() (all []Kind) {
	for k := range NumKinds {
		all = append(all, k)
	}
	return all
}

// Names are the names of all tables.
func Names() (all []string) {
	for _, k := range Kinds() {
		all = append(all, k.String())
	}
	return all
}

// Find returns the table of a name. Its error says what may have been meant, and names
// them all.
func Find(name string) (Kind, error) {
	for _, k := range Kinds() {
		if k.String() == name {
			return k, nil
		}
	}
	meant := ""
	if near := suggest.Nearest(name, Names()); len(near) > 0 {
		meant = fmt.Sprintf("; did you mean %s?", strings.Join(near, ", "))
	}
	return 0, fmt.Errorf("unknown table %q: one of %s%s", name, strings.Join(Names(), ", "), meant)
}
