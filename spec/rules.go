package spec

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

//go:embed rules.csv
var ruleFile embed.FS

// ruleColumns are the columns of rules.csv, all required, in this order.
const ruleColumns = "rule,idx,val,kind,from,seq,ack,replies,since,source,doc"

// Rule is a row of rules.csv: what seq and ack are in one kind of message of one
// connector user, and of an answer in relation to its request.
type Rule struct {
	Name     string // what a reply that follows it is said to follow; several rows may share it
	Idx, Val uint32 // cn_msg.id
	Any      bool   // the row is for ids without a row of their own; Idx and Val are 0
	Kind     string // "request", "answer", "event"
	From     string // who sends it: "kernel", "user"; empty: either
	// Seq and Ack say what the numbers are.
	//
	//	Seq  "same"     the request's          Ack  "ack+1"       the request's ack and one
	//	     "counter"  the sender's own            "seq+1"       the request's seq and one
	//	     "slot"     0 to 15                     "ack"         the request's
	//	     "opcode"   0 after 0, 4 after 1        "part"        1, 2, …; in the last part 0
	//	     "zero"     0                           "errno"       an error number, or 0
	//	     "payload"  the request's, in payload   "zero"        0
	//	     "any"      whatever                    "registered"  0 or 1
	//	                                            "random"      random
	//	                                            "any"         whatever
	Seq, Ack string
	Kernels  string // the same as the file has it: "2.6.15..4.6"
	Many     bool   // answers: a request may have several
	Each     bool   // and as many as it has commands
	Since    Since  // in which kernels
	Source   string // path:function (version)
	Doc      string // one sentence or two
}

// In reports whether release v may follow the rule: it is not known not to. The
// zero release may follow any.
func (r *Rule) In(v Version) bool {
	return v == Version{} || overlap(r.Since, Since{Present: v, Last: v})
}

// Rules returns the rows of the built-in rules.csv in their order. The slice is
// read-only.
func Rules() []Rule { return builtinRules() }

var builtinRules = sync.OnceValue(func() []Rule {
	rules, err := LoadRules(ruleFile)
	if err != nil {
		panic(err) // the embedded file cannot differ from the tested one
	}
	return rules
})

// LoadRules reads rules.csv from the top of fsys and refuses a row that is wrong
// or contradicts an earlier one. Its errors name the file and the line.
func LoadRules(fsys fs.FS) ([]Rule, error) {
	var rules []Rule
	err := read(fsys, "rules.csv", ruleColumns, func(r row) error {
		rule, err := r.rule()
		if err != nil {
			return err
		}
		for i := range rules {
			if why := rule.contradicts(&rules[i]); why != "" {
				return r.errorf("%s", why)
			}
		}
		rules = append(rules, rule)
		return nil
	})
	return rules, err
}

// rule reads a row of rules.csv.
func (r row) rule() (Rule, error) {
	rule := Rule{Name: r.get("rule"), Kind: r.get("kind"), From: r.get("from"), Seq: r.get("seq"), Ack: r.get("ack"),
		Many: r.get("replies") == "many" || r.get("replies") == "each", Each: r.get("replies") == "each", Any: r.get("idx") == "" && r.get("val") == "", Kernels: r.get("since"), Source: r.get("source"), Doc: r.get("doc")}
	for _, c := range []struct{ column, words string }{
		{"kind", "request answer event"},
		{"from", "kernel user "},
		{"seq", "same counter slot opcode zero payload any"},
		{"ack", "ack+1 seq+1 ack part errno zero registered random any"},
		{"replies", "one many each "},
	} {
		if !slices.Contains(strings.Split(c.words, " "), r.get(c.column)) {
			return rule, r.errorf("%s %q is none of %q", c.column, r.get(c.column), c.words)
		}
	}
	switch {
	case rule.Name == "" || rule.Source == "" || rule.Doc == "":
		return rule, r.errorf("rule without a name, a source or a doc")
	case (rule.Kind == "answer") != (r.get("replies") != ""):
		return rule, r.errorf("replies is for answers, and they need it")
	case r.get("since") == "":
		return rule, r.errorf("rule without a since")
	}
	for _, n := range []struct {
		column string
		to     *uint32
	}{{"idx", &rule.Idx}, {"val", &rule.Val}} {
		if rule.Any {
			break
		}
		v, err := r.number(n.column, 32)
		if err != nil {
			return rule, err
		}
		*n.to = uint32(v)
	}
	var err error
	rule.Since, err = r.since()
	return rule, err
}

// contradicts says why two rows cannot both be true, or nothing.
func (r *Rule) contradicts(o *Rule) string {
	if r.Name == o.Name && r.Kind != o.Kind {
		return "rule " + r.Name + " is an " + o.Kind + " elsewhere"
	}
	if r.Idx != o.Idx || r.Val != o.Val || r.Any != o.Any || !overlap(r.Since, o.Since) {
		return ""
	}
	switch {
	case r.Name == o.Name:
		return "rule " + r.Name + " twice for one id in the same kernels"
	case r.Kind == "answer" && o.Kind == "answer" && r.Seq == o.Seq && r.Ack == o.Ack && (r.From == o.From || r.From == "" || o.From == ""):
		return "rule " + r.Name + " cannot be told from " + o.Name
	case r.Kind == "event" && o.Kind == "event":
		return "two rules for the events of one id in the same kernels"
	case r.Kind == "answer" && o.Kind == "request" && r.From == o.From,
		r.Kind == "request" && o.Kind == "answer" && r.From == o.From:
		return "the " + r.From + " both asks and answers by " + r.Name + " and " + o.Name
	}
	return ""
}

// overlap reports whether some release may be in both: releases between the two
// of a bracket may.
func overlap(a, b Since) bool { return !a.after(b) && !b.after(a) }

// after reports whether a begins when b has ended. What ends with 3.15 ends with
// the last of 3.15.1, 3.15.2 and so on.
func (a Since) after(b Since) bool {
	if b.Last == (Version{}) {
		return false
	}
	if a.Absent != (Version{}) {
		return a.Absent.Compare(b.Last) >= 0
	}
	begin, series := a.Present, 2
	if begin[0] == 2 {
		series = 3
	}
	for i := len(begin) - 1; i >= series && b.Last[i] == 0; i-- {
		begin[i] = 0
	}
	return begin.Compare(b.Last) > 0
}
