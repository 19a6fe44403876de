package who

// Fact is one of the things that are known of a process by comments alone.
type Fact uint8

const (
	Exe Fact = iota
	Cmdline
	Cwd
	Cgroup
	Container
	NumFacts
)

// facts are their names, of fields, columns and keys, and a sentence each.
var facts = [NumFacts]struct{ name, doc string }{
	Exe:       {"exe", "Where the executable was loaded from."},
	Cmdline:   {"cmdline", "Its command line: the words with a space between them, and … at the end where it was cut."},
	Cwd:       {"cwd", "Its working directory."},
	Cgroup:    {"cgroup", "Its control group."},
	Container: {"container", "The id of its container: 64 hexadecimal digits that stand in the path of the control group."},
}

// String returns the name: exe, cmdline.
func (k Fact) String() string { return facts[k].name }

// Doc returns what it is, in a sentence.
func (k Fact) Doc() string { return facts[k].doc }

// Facts are what is known of a process. A nil *Facts is nothing, and an empty text
// is not known. They never change, so that a child may have its parent's.
type Facts [NumFacts]string

// Get returns a fact; "" where it is not known.
func (f *Facts) Get(k Fact) string {
	if f == nil {
		return ""
	}
	return f[k]
}

// With returns what is known with what a line says: what it does not say stays.
func (f *Facts) With(said *Facts) *Facts {
	if *said == (Facts{}) {
		return f
	}
	var all Facts
	if f != nil {
		all = *f
	}
	for k, s := range said {
		if s != "" {
			all[k] = s
		}
	}
	if f != nil && all == *f {
		return f
	}
	return &all
}

// Exec returns what is still known behind an exec: it is another program.
func (f *Facts) Exec() *Facts {
	if f == nil {
		return nil
	}
	left := *f
	if left[Exe], left[Cmdline] = "", ""; left == (Facts{}) {
		return nil
	}
	return &left
}
