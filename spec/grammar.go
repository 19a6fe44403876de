package spec

import (
	"embed"
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

//go:embed users.csv payloads.csv
var grammarFiles embed.FS

// The columns of the two files, all required, in this order.
const (
	userColumns    = "user,idx,val,header,since,starts,data,doc"
	payloadColumns = "user,in,when,layout,struct,repeat,behind,kind,title,doc"
)

// User is a row of users.csv: someone who talks over the connector, and an id of
// theirs. Of one name there is a row for each id.
type User struct {
	Name     string // as the kernel or its programs print it
	Idx, Val uint32 // cn_msg.id
	Header   string // path of the header that declares its messages
	Since    Since  // in which kernels
	Kernels  string // the same as the file has it: "2.6.30..3.1"
	Starts   string // who sends first: "kernel", "user"; empty where nobody does
	Data     string // what its messages hold, in words, where no row of payloads.csv has it; "text": characters up to a NUL
	Doc      string // one sentence
}

// IsText reports whether the data of the user's messages is text, up to the first NUL.
func (u *User) IsText() bool { return u.Data == "text" }

// ID writes cn_msg.id, numbers from 256 on in hexadecimal, as headers have them:
// 3:1, 14:0x457.
func (u *User) ID() string { return IDText(u.Idx, u.Val) }

// IDText writes a cn_msg.id as [User.ID] does.
func IDText(idx, val uint32) string {
	return string(AppendIDNumber(append(AppendIDNumber(nil, idx), ':'), val))
}

// AppendIDNumber appends one of the two numbers of an id.
func AppendIDNumber(dst []byte, n uint32) []byte {
	if n < 256 {
		return strconv.AppendUint(dst, uint64(n), 10)
	}
	return strconv.AppendUint(append(dst, "0x"...), uint64(n), 16)
}

// Payload is a row of payloads.csv: a struct in a user's messages, and where.
// Of the rows that fit a place, the first one counts; where several structs stand
// in a row at the start of the data, each is looked up anew.
type Payload struct {
	User   string
	In     string      // the struct that it stands behind or in; empty: it starts the data of cn_msg
	When   []Condition // all must hold
	Layout string      // only in this form of the user's messages; empty: in any
	Struct *Struct
	Repeat []string // fields of In that count it together; nil: it stands once
	ToEnd  bool     // it is repeated to the end of its container
	Behind string   // the field that says how many bytes behind the struct are its own; empty: all
	Kind   string   // what a message of the kernel's is that starts with it: "request", "answer", "event", or empty (R18)
	ByUser string   // and what one of user space
	Title  string   // of its heading, before its C type; may be empty
	Doc    string   // one sentence
}

// Repeated reports whether several may stand in a row.
func (p *Payload) Repeated() bool { return p.ToEnd || p.Repeat != nil }

// Users returns the rows of users.csv in their order.
func (t *Table) Users() []User { return t.users }

// User returns whose messages bear an id.
func (t *Table) User(idx, val uint32) (*User, bool) {
	for i := range t.users {
		if u := &t.users[i]; u.Idx == idx && u.Val == val {
			return u, true
		}
	}
	return nil, false
}

// Payloads returns the rows of payloads.csv in their order.
func (t *Table) Payloads() []Payload { return t.payloads }

// Union returns the union of a struct, and the field beside it that selects the
// arm: both have the set whose values name arms.
func (s *Struct) Union() (union, selector *Field, ok bool) {
	for i := range s.Fields {
		if f := &s.Fields[i]; f.Type == Union {
			for j := range s.Fields {
				if g := &s.Fields[j]; g.Values == f.Values && g.Type.Number() {
					return f, g, true
				}
			}
		}
	}
	return nil, nil, false
}

// LoadGrammar reads users.csv and payloads.csv from the top of fsys into a
// table, and checks them against its structs. Its errors name the file and the
// line.
func (t *Table) LoadGrammar(fsys fs.FS) error {
	t.users, t.payloads = nil, nil
	if err := read(fsys, "users.csv", userColumns, t.addUser); err != nil {
		return err
	}
	return read(fsys, "payloads.csv", payloadColumns, t.addPayload)
}

func (t *Table) addUser(r row) error {
	u := User{Name: r.get("user"), Header: r.get("header"), Starts: r.get("starts"), Data: r.get("data"), Kernels: r.get("since"), Doc: r.get("doc")}
	if u.Name == "" || u.Header == "" || u.Doc == "" {
		return r.errorf("user without a name, a header or a doc")
	}
	if !slices.Contains([]string{"", "kernel", "user"}, u.Starts) {
		return r.errorf("starts %q is neither kernel nor user", u.Starts)
	}
	for _, n := range []struct {
		column string
		to     *uint32
	}{{"idx", &u.Idx}, {"val", &u.Val}} {
		v, err := r.number(n.column, 32)
		if err != nil {
			return err
		}
		*n.to = uint32(v)
	}
	for _, o := range t.users {
		if o.Idx == u.Idx && o.Val == u.Val {
			return r.errorf("the id %d:%d appears twice", u.Idx, u.Val)
		}
	}
	var err error
	u.Since, err = r.since()
	t.users = append(t.users, u)
	return err
}

func (t *Table) addPayload(r row) error {
	p := Payload{User: r.get("user"), In: r.get("in"), Layout: r.get("layout"), Behind: r.get("behind"),
		Title: r.get("title"), Doc: r.get("doc")}
	if !slices.ContainsFunc(t.users, func(u User) bool { return u.Name == p.User }) {
		return r.errorf("unknown user %q", p.User)
	}
	var ok bool
	if p.Struct, ok = t.Struct(r.get("struct")); !ok {
		return r.errorf("unknown struct %q", r.get("struct"))
	}
	if err := r.kinds(&p); err != nil {
		return err
	}
	if p.Kind+p.ByUser != "" && p.In != "" {
		return r.errorf("a kind is the message's: it goes with the struct that starts it")
	}
	if p.Behind != "" && !p.Struct.hasNumber(p.Behind) {
		return r.errorf("%s has no number %q", p.Struct.Name, p.Behind)
	}
	if err := t.repeats(r, &p); err != nil {
		return err
	}
	for _, c := range strings.Fields(r.get("when")) {
		when, err := t.condition(r, &p, c)
		if err != nil {
			return err
		}
		p.When = append(p.When, when)
	}
	t.payloads = append(t.payloads, p)
	return nil
}

// kinds reads what a message is: one word, or the kernel's and user space's with a
// stroke between. Of one word, user space may send a request alone: what looks like
// an event or an answer of the kernel's is none of hers (R17).
func (r row) kinds(p *Payload) error {
	var two bool
	p.Kind, p.ByUser, two = strings.Cut(r.get("kind"), "/")
	if !two && p.Kind == "request" {
		p.ByUser = p.Kind
	}
	for _, kind := range []string{p.Kind, p.ByUser} {
		if !slices.Contains([]string{"", "request", "answer", "event"}, kind) {
			return r.errorf("kind %q is none of request, answer, event", kind)
		}
	}
	return nil
}

// repeats reads how often a payload stands, and holds its container against the
// rows before.
func (t *Table) repeats(r row, p *Payload) error {
	in := slices.IndexFunc(t.payloads, func(o Payload) bool { return o.User == p.User && o.Struct.Name == p.In })
	if p.In != "" && in < 0 {
		return r.errorf("no row of %s before has the struct %q", p.User, p.In)
	}
	switch repeat := r.get("repeat"); {
	case repeat == "":
	case repeat == "*":
		p.ToEnd = true
	case p.In == "":
		return r.errorf("nothing counts what starts the data")
	default:
		p.Repeat = strings.Split(repeat, "+")
		for _, f := range p.Repeat {
			if !t.payloads[in].Struct.hasNumber(f) {
				return r.errorf("%s has no number %q", p.In, f)
			}
		}
	}
	return nil
}

func (s *Struct) hasNumber(field string) bool {
	f, ok := s.Field(field)
	return ok && f.Type.Number()
}
