package exam

import (
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// generations are releases of each kind of kernel that knows process events with
// nanoseconds.
const generations = "2.6.20 3.1 3.8 3.13 4.4 6.1 6.12"

// control makes the exchanges about requests of process events: R42 to R46.
func (m *maker) control() {
	m.exchange(about{name: "control", accepts: []string{"R11", "R12", "R32", "R33", "R34", "R37", "R38", "R42", "R43", "R44"}, flags: []string{"answers"},
		why: "LISTEN is answered; an unknown operation with EINVAL; IGNORE of the last listener not at all."}, generations, func(x *exchanging) {
		x.listener("a")
		x.send("a", x.ask(1, 7, 100), 1, x.tells(7, 100, 0, 0, "a"))
		x.send("a", x.ask(99, 8, 0xffffffff), 1, x.tells(8, 0xffffffff, 1, 22, "a"))
		x.send("a", x.ask(2, 9, 300), 0)
	})
	m.exchange(about{name: "unprivileged", accepts: []string{"R42"}, flags: []string{"answers"},
		why: "LISTEN of a process without CAP_NET_ADMIN counts, and everybody in the group hears the answer."}, "2.6.20 3.1 3.8 6.12", func(x *exchanging) {
		x.listener("a")
		x.socket("b", false)
		x.send("a", x.ask(1, 7, 100), 1, x.tells(7, 100, 0, 0, "a"))
		x.send("b", x.ask(1, 8, 200), 2, x.tells(8, 200, 1, 0, "a"))
	})
	m.exchange(about{name: "unprivileged", refuses: []string{"R42"}, flags: []string{"answers"},
		why: "LISTEN of a process without CAP_NET_ADMIN is answered with EPERM and does not count."}, "3.10 3.13 4.4 6.1", func(x *exchanging) {
		x.listener("a")
		x.socket("b", false)
		x.send("a", x.ask(1, 7, 100), 1, x.tells(7, 100, 0, 0, "a"))
		x.send("b", x.ask(1, 8, 200), 1, x.tells(8, 200, 1, 1, "a"))
		x.send("b", x.ask(99, 9, 300), 1, x.tells(9, 300, 2, 1, "a")) // before the operation
	})
	m.exchange(about{name: "namespaces", refuses: []string{"R42"}, flags: []string{"answers"},
		why: "Who is in another user or pid namespace is ignored, without an answer."}, "3.8 3.10 6.1 6.12", func(x *exchanging) {
		x.listener("a")
		x.socket("u", true).UserNS = true
		x.socket("p", true).PIDNS = true
		x.send("a", x.ask(1, 7, 100), 1, x.tells(7, 100, 0, 0, "a"))
		x.send("u", x.ask(1, 8, 200), 1)
		x.send("p", x.ask(2, 9, 300), 1)
	})
	m.exchange(about{name: "namespaces", accepts: []string{"R42"}, flags: []string{"answers"},
		why: "Up to 3.6 nobody asks for namespaces."}, "2.6.33 3.1", func(x *exchanging) {
		x.listener("a")
		x.socket("p", true).PIDNS = true
		x.send("p", x.ask(1, 8, 200), 1, x.tells(8, 200, 0, 0, "a"))
	})
	m.exchange(about{name: "lengths", refuses: []string{"R11", "R42"}, flags: []string{"answers", "constant-size"},
		why: "A request of another length is ignored, and so is one of eight bytes up to 6.5."}, generations, func(x *exchanging) {
		x.listener("a")
		x.send("a", x.ask(1, 7, 100), 1, x.tells(7, 100, 0, 0, "a"))
		for _, n := range []int{0, 3, 5, 12, 40} {
			x.send("a", x.exact(nil, nil, append([]byte{1, 0, 0, 1}, make([]byte, 36)...)[:n]), 1)
		}
		if !x.from(6, 6) {
			x.send("a", x.mask(1, 0), 1)
		}
	})
	m.exchange(about{name: "behind", accepts: []string{"R11", "R42"}, flags: []string{"answers", "trailing"},
		why: "What is behind the declared length does not count: this is a LISTEN, and no mask."}, "3.13 6.1 6.12", func(x *exchanging) {
		x.listener("a")
		x.send("a", x.exact(nil, set{"seq": 7, "ack": 100, "len": 4}, x.of("proc_input", set{"mcast_op": 1, "event_type": 0x80000000})), 1, x.tells(7, 100, 0, 0, "a"))
		x.event(x.exec(), x.happens(x.counted(1), x.exec(), 8, "a"))
	})
	m.counter()
	m.filters()
}

// counter makes the exchanges about what the kernel counts: R43 and R46.
func (m *maker) counter() {
	m.exchange(about{name: "counter/twice", refuses: []string{"R43"}, flags: []string{"answers"}, why: "LISTEN twice counts 2, so that one IGNORE does not end it; a stranger's second one does."}, "2.6.20 4.4 6.1", func(x *exchanging) {
		x.listener("a")
		x.socket("b", true)
		x.send("a", x.ask(1, 7, 100), 1, x.tells(7, 100, 0, 0, "a"))
		x.send("a", x.ask(1, 8, 200), 2, x.tells(8, 200, 1, 0, "a"))
		x.send("a", x.ask(2, 9, 300), 1, x.tells(9, 300, 2, 0, "a"))
		x.send("b", x.ask(2, 10, 400), 0)
		x.event(x.exec())
	})
	m.exchange(about{name: "counter/twice", accepts: []string{"R43"}, flags: []string{"answers"}, why: "Since 6.6 LISTEN twice counts once, and the IGNORE of somebody who does not listen nothing."}, "6.12", func(x *exchanging) {
		x.listener("a")
		x.socket("b", true)
		x.send("a", x.ask(1, 7, 100), 1, x.tells(7, 100, 0, 0, "a"))
		x.send("a", x.ask(1, 8, 200), 1, x.tells(8, 200, 1, 0, "a"))
		x.send("b", x.ask(2, 10, 400), 1, x.tells(10, 400, 2, 0, "a"))
	})
	m.exchange(about{name: "counter/silenced", refuses: []string{"R43"}, flags: []string{"answers"}, why: "An unknown operation and then IGNORE, from somebody without any right, and nobody hears anything again."}, "6.12", func(x *exchanging) {
		x.listener("a")
		x.socket("b", false)
		x.send("a", x.ask(1, 7, 100), 1, x.tells(7, 100, 0, 0, "a"))
		x.send("b", x.ask(99, 8, 200), 1, x.tells(8, 200, 1, 22, "a"))
		x.send("b", x.ask(2, 9, 300), 0)
		x.event(x.exec())
		x.send("a", x.ask(1, 10, 400), 0)
	})
	m.exchange(about{name: "counter/closed", refuses: []string{"R43"}, flags: []string{"answers"}, why: "Closing a socket does not lower the counter: whoever is in the group goes on hearing."}, generations, func(x *exchanging) {
		x.listener("a")
		x.listener("b")
		x.send("a", x.ask(1, 7, 100), 1, x.tells(7, 100, 0, 0, "a", "b"))
		x.step(vectors.Step{Do: "close", Socket: "a", Listeners: ptr(1)})
		x.event(x.exec(), x.happens(x.counted(1), x.exec(), 8, "b"))
	})
	m.exchange(about{name: "numbers", accepts: []string{"R46"}, flags: []string{"answers", "loss"}, why: "A number is taken for what nobody received, too."}, "4.4 4.14 6.1 6.12", func(x *exchanging) {
		x.listener("a")
		x.send("a", x.ask(1, 7, 100), 1, x.tells(7, 100, 0, 0, "a"))
		x.step(vectors.Step{Do: "leave", Socket: "a", Group: 1})
		x.event(x.exec())
		x.step(vectors.Step{Do: "join", Socket: "a", Group: 1})
		x.event(x.exec(), x.happens(x.counted(1)+1, x.exec(), 8, "a"))
	})
	m.exchange(about{name: "numbers/unheard", refuses: []string{"R46"}, flags: []string{"answers", "loss"}, why: "While nobody listens nothing is sent, and no number taken."}, generations, func(x *exchanging) {
		x.listener("a")
		x.event(x.exec())
		x.send("a", x.ask(1, 7, 100), 1, x.tells(7, 100, 0, 0, "a"))
	})
}

// filters makes the exchanges about masks, and about who gets answers: R44, R45.
func (m *maker) filters() {
	m.exchange(about{name: "answer/all", accepts: []string{"R39", "R44"}, flags: []string{"answers", "copies"}, why: "Every member of the group hears every answer, in equal bytes."}, generations, func(x *exchanging) {
		x.listener("a")
		x.listener("b")
		x.send("a", x.ask(1, 7, 100), 1, x.tells(7, 100, 0, 0, "a", "b"))
	})
	m.exchange(about{name: "answer/elsewhere", refuses: []string{"R37", "R44"}, flags: []string{"answers"}, why: "Who is not in the group hears no answer, not even to its own request; here nobody is in it."}, generations, func(x *exchanging) {
		x.socket("a", true)
		x.send("a", x.ask(1, 7, 100), 1)
	})
	m.exchange(about{name: "filter/masks", accepts: []string{"R13", "R45"}, refuses: []string{"R44"}, flags: []string{"answers", "filter"}, why: "Four masks, a socket that never asked, and one that sent IGNORE; who has a mask hears no answer."}, "6.12", func(x *exchanging) {
		for _, name := range []string{"a", "b", "c", "d", "e", "f"} {
			x.listener(name)
		}
		queue := func(q vectors.Queued, not ...string) vectors.Queued {
			q.Not = not
			return q
		}
		x.send("a", x.ask(1, 7, 100), 1, x.tells(7, 100, 0, 0, "a", "b", "c", "d", "e", "f"))
		x.send("b", x.mask(1, 0x80000000), 2, queue(x.tells(7, 100, 1, 0, "a", "c", "d", "e", "f"), "b"))
		x.send("c", x.mask(1, 0x20000000), 3, queue(x.tells(7, 100, 2, 0, "a", "d", "e", "f"), "b", "c"))
		x.send("d", x.mask(1, uint64(x.t.UnknownEvent())), 4, queue(x.tells(7, 100, 3, 0, "a", "d", "e", "f"), "b", "c"))
		x.send("e", x.ask(2, 8, 200), 4, queue(x.tells(8, 200, 4, 0, "a", "d", "f"), "b", "c", "e"))
		x.event(x.exec(), queue(x.happens(5, x.exec(), 8, "a", "d", "f"), "b", "c", "e"))
		x.event(x.exit(0), queue(x.happens(6, x.exit(0), 24, "a", "b", "d", "f"), "c", "e"))
		x.event(x.exit(0x300), queue(x.happens(7, x.exit(0x300), 24, "a", "b", "c", "d", "f"), "e"))
	})
	m.exchange(about{name: "filter/none", refuses: []string{"R45"}, flags: []string{"answers", "filter"}, why: "Up to 6.5 a mask is ignored, and who sent IGNORE hears what others listen to."}, "4.4 6.1", func(x *exchanging) {
		x.listener("a")
		x.listener("b")
		x.send("a", x.ask(1, 7, 100), 1, x.tells(7, 100, 0, 0, "a", "b"))
		x.send("a", x.ask(1, 8, 200), 2, x.tells(8, 200, 1, 0, "a", "b"))
		x.send("b", x.mask(1, 0x80000000), 2)
		x.send("b", x.ask(2, 9, 300), 1, x.tells(9, 300, 2, 0, "a", "b"))
		x.event(x.exec(), x.happens(x.counted(3), x.exec(), 8, "a", "b"))
		x.event(x.exit(0), x.happens(x.counted(3)+1, x.exit(0), 24, "a", "b"))
	})
}

func ptr[T any](v T) *T { return &v }
