package tap

// patience is how long a message waits for what came of it, in looks at the ring that
// found nothing more: the program behind the end of the function may not have run.
const patience = 2

// pairs are messages in their order, some of which wait for their result. A thread
// sends one message at a time, so a result is of the last message of its thread, and
// another message of the thread says that there will be none for the one before.
type pairs struct {
	queue   []*Message
	waiting map[thread]*Message
	free    []*Message
}

// thread is one. Those that idle all have the number 0, one a CPU.
type thread struct{ tid, cpu uint32 }

func threadOf(tid, cpu uint32) thread {
	if tid != 0 {
		cpu = 0
	}
	return thread{tid, cpu}
}

// add takes a record. With results, one of a sending waits.
func (p *pairs) add(r *raw, results bool) {
	of := threadOf(r.tid, r.cpu)
	before := p.waiting[of]
	if r.kind == kindResult {
		if before != nil {
			before.Result, before.Known, before.settled = r.result, true, true
			delete(p.waiting, of)
		}
		return
	}
	m := new(Message)
	if n := len(p.free); n > 0 {
		m, p.free = p.free[n-1], p.free[:n-1]
	}
	m.set(r)
	p.queue = append(p.queue, m)
	if r.kind != kindSending {
		return // a request may be what the thread is sending an answer to, and is none itself
	}
	if before != nil {
		before.settled = true
	}
	if !results {
		m.settled = true
		return
	}
	if p.waiting == nil {
		p.waiting = map[thread]*Message{}
	}
	p.waiting[of] = m
}

// next is the next message, if it waits for nothing. It is the caller's until it is
// given back.
func (p *pairs) next() *Message {
	if len(p.queue) == 0 || !p.queue[0].settled {
		return nil
	}
	m := p.queue[0]
	p.queue[0] = nil
	p.queue = p.queue[1:]
	return m
}

// give gives a message back.
func (p *pairs) give(m *Message) {
	if len(p.free) < 1024 {
		p.free = append(p.free, m)
	}
}

// settle says that nothing more comes for those that wait.
func (p *pairs) settle() {
	for of, m := range p.waiting {
		m.settled = true
		delete(p.waiting, of)
	}
}
