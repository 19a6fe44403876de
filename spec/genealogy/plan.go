package genealogy

import "github.com/cnwire/cnwire/spec"

// plan is what rules.csv says of one id: how its messages are told apart.
type plan struct {
	idx, val  uint32
	any       bool // for ids without rules of their own
	rules     []rule
	events    bool // the kernel sends events with ack 0 under this id
	answerers side // who answers where only one does; a message of that side that fits nothing is unsolicited
	each      bool // some answers come for each command
	turns     bool // seq does not tell the requests from each other
}

// rule is a rule for answers.
type rule struct {
	name     Rule
	seq, ack relation
	from     side
	many     bool
	each     bool // as many as the request has commands
}

// side is who sends a message.
type side uint8

const (
	either side = iota
	kernel
	user
)

// relation is what a number of an answer is to those of its request.
type relation uint8

const (
	whatever relation = iota
	same              // the same number of the request
	zero
	ackPlusOne
	seqPlusOne
	part   // 1, 2, …, and 0 in the last part
	errno  // an error number
	opcode // 0 after 0, 4 after 1
	keyed  // the seq of the request, in the payload
)

// maxErrno is MAX_ERRNO of include/linux/err.h.
const maxErrno = 4095

// relationOf maps the words of rules.csv; what stands for no relation to the
// request is not here.
func relationOf(word string) relation {
	switch word {
	case "same", "ack":
		return same
	case "zero":
		return zero
	case "ack+1":
		return ackPlusOne
	case "seq+1":
		return seqPlusOne
	case "part":
		return part
	case "errno":
		return errno
	case "opcode":
		return opcode
	case "payload":
		return keyed
	}
	return whatever
}

func sideOf(word string) side {
	switch word {
	case "kernel":
		return kernel
	case "user":
		return user
	}
	return either
}

// plans turns rules.csv into plans: one for each id that release v may have, and
// at the end the one for the rest.
func plans(v spec.Version) []plan {
	var list []plan
	of := func(r *spec.Rule) *plan {
		for i := range list {
			if p := &list[i]; p.idx == r.Idx && p.val == r.Val {
				return p
			}
		}
		list = append(list, plan{idx: r.Idx, val: r.Val})
		return &list[len(list)-1]
	}
	all := spec.Rules()
	for i := range all {
		if r := &all[i]; r.In(v) && !r.Any {
			of(r).add(r)
		}
	}
	rest := plan{any: true}
	for i := range all {
		if r := &all[i]; r.In(v) && r.Any && r.Kind == "answer" {
			rest.add(r)
		}
	}
	return append(list, rest)
}

func (p *plan) add(r *spec.Rule) {
	switch r.Kind {
	case "event":
		p.events = true
	case "answer":
		a := rule{name: Rule(r.Name), seq: relationOf(r.Seq), ack: relationOf(r.Ack), from: sideOf(r.From), many: r.Many, each: r.Each}
		if p.rules = append(p.rules, a); len(p.rules) == 1 {
			p.answerers = a.from
		} else if p.answerers != a.from {
			p.answerers = either
		}
		p.each = p.each || a.each
		p.turns = p.turns || a.seq != same && a.seq != keyed
	}
}

// holds reports whether answer h follows the rule after request q.
func (r *rule) holds(h *Header, q *request) bool {
	if h.Keyed != (r.seq == keyed) {
		return false // where a payload says it, the head does not
	}
	switch r.seq {
	case keyed:
		if h.Key != q.seq {
			return false
		}
	case same:
		if h.Seq != q.seq {
			return false
		}
	case zero:
		if h.Seq != 0 || q.seq != 0 {
			return false
		}
	case opcode:
		if !(q.seq == 0 && h.Seq == 0 || q.seq == 1 && h.Seq == 4) {
			return false
		}
	}
	switch r.ack {
	case same:
		return h.Ack == q.ack
	case zero:
		return h.Ack == 0
	case ackPlusOne:
		return h.Ack == q.ack+1 // modulo 2^32
	case seqPlusOne:
		return h.Ack == q.seq+1
	case part:
		return h.Ack == q.parts+1 || h.Ack == 0
	case errno:
		return h.Ack <= maxErrno
	}
	return true
}

// sides reports whether h may answer q by who sends what: the kernel has no port
// id. User space may leave its own out.
func (r *rule) sides(h *Header, q *request) bool {
	switch r.from {
	case kernel:
		return h.Port == 0 && (q.port != 0 || q.asked) // what the kernel says itself it does not answer
	case user:
		return q.port == 0 && (h.Port != 0 || h.Digest != q.digest)
	}
	if h.Port == 0 && q.port == 0 && h.Empty && q.empty {
		return false // an id came and went, says the notifier. R24
	}
	return (h.Port == 0 || q.port == 0) && (h.Port != q.port || h.Digest != q.digest)
}
