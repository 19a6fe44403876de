package exam

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/testdata/corpus"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// replayed are the scenarios whose logs make exchanges: those that are about
// requests.
var replayed = []string{"subscribe", "unprivileged", "wrap", "wrong", "datagrams", "groups", "filters", "listeners", "pidns"}

// entry is a line of a scenario's log.
type entry struct {
	Do        string
	Sock      string
	Port      uint32
	Caps      []string
	UserNS    string `json:"user_ns"`
	PIDNS     string `json:"pid_ns"`
	NetNS     string `json:"net_ns"`
	Group     uint32
	How       string
	Mask      uint32
	Errno     uint64
	DstPort   uint32 `json:"dst_port"`
	DstGroups uint32 `json:"dst_groups"`
	Hex       string
}

// logs makes an exchange of each such scenario: what its log says that was sent,
// and by whom, and what its sockets received.
func (m *maker) logs() {
	entries, err := corpus.Scenarios()
	if err != nil {
		m.fail("%w", err)
	}
	for _, e := range entries {
		// Of a kernel without a tap it is not known who else listened. Kernels of one
		// generation answer alike: what later ones do is replayed in package model.
		if name := strings.TrimSuffix(path.Base(e.Log), ".log.jsonl"); e.Source == "nlmon" && later(e) == 0 && slices.Contains(replayed, name) {
			m.log(e, slices.DeleteFunc(slices.Clone(entries), func(o corpus.Entry) bool { return o.Log != e.Log || o.Source != "socket" }))
		}
	}
}

// log makes the exchange of one log and of the captures of its sockets.
func (m *maker) log(e corpus.Entry, sockets []corpus.Entry) {
	text, err := fs.ReadFile(corpus.FS(), e.Log)
	if err != nil {
		m.fail("%w", err)
	}
	r := replay{maker: m, o: little, text: text}
	if e.ByteOrder == "big" {
		r.o = big
	}
	r.Kernel, _, _ = strings.Cut(e.Kernel, " ")
	for _, s := range sockets {
		name := strings.TrimSuffix(path.Base(s.File), ".pcap")
		name = name[strings.IndexByte(name, '.')+1:]
		if err := frames(s, func(f frame) { r.got = append(r.got, received{name, f.b}) }); err != nil {
			m.fail("%w", err)
		}
	}
	for line := range bytes.Lines(text) {
		var l entry
		if err := json.Unmarshal(line, &l); err != nil {
			m.fail("%s: %w", e.Log, err)
			return
		}
		r.line(&l)
	}
	v := m.add(vectors.Exchanges, "exchange", e.ByteOrder, nil, about{
		name: "captured/" + strings.TrimPrefix(strings.TrimSuffix(e.Log, ".log.jsonl"), "captures/"), accepts: []string{"R42", "R44"}, flags: []string{"answers"},
		source: "captured", from: e.Log, why: "What programs sent to a kernel, and which answers their sockets received; events are left out.",
	}, vectors.Answer{})
	v.Exchange = &r.Exchange
}

// received is a datagram that a socket got.
type received struct {
	socket string
	b      []byte
}

// replay is an exchange that a log makes.
type replay struct {
	*maker
	o byteOrder
	vectors.Exchange
	text []byte // the log
	got  []received
}

// line makes a socket or a step of one line.
func (r *replay) line(l *entry) {
	s := vectors.Step{Do: l.Do, Socket: l.Sock, Group: l.Group}
	if l.Errno != 0 {
		s.Error, _ = r.t.Name("errno", l.Errno)
	}
	switch l.Do {
	case "socket":
		r.Sockets = append(r.Sockets, vectors.Socket{Name: l.Sock, Port: l.Port, Admin: slices.Contains(l.Caps, "CAP_NET_ADMIN"),
			UserNS: l.UserNS != "init", PIDNS: l.PIDNS != "init", NetNS: l.NetNS != "init"})
		if !bytes.Contains(r.text, []byte(`"sock":"`+l.Sock+`","how":"bind"`)) { // else it is bound later
			r.Steps = append(r.Steps, vectors.Step{Do: "bind", Socket: l.Sock})
		}
	case "send":
		s.Port, s.Group, s.Hex = l.DstPort, l.DstGroups, l.Hex
		s.Queued = r.answers(l.Hex)
		r.Steps = append(r.Steps, s)
	case "join", "leave", "close":
		if l.How == "bind" {
			s.Do, s.Group = "bind", l.Mask
		}
		r.Steps = append(r.Steps, s)
	}
}

// answers returns what came of a request: copies of itself, and datagrams of
// process events with what 0 whose ack is one more. No two requests of a scenario
// have one ack.
func (r *replay) answers(request string) (queued []vectors.Queued) {
	b := r.must(hex.DecodeString(request))
	if len(b) < 36 {
		return nil
	}
	add := func(text, socket string) {
		if i := slices.IndexFunc(queued, func(q vectors.Queued) bool { return q.Hex == text }); i >= 0 {
			queued[i].To = append(queued[i].To, socket)
		} else {
			queued = append(queued, vectors.Queued{Hex: text, To: []string{socket}})
		}
	}
	for _, g := range r.got {
		if bytes.Equal(g.b, b) {
			add(request, g.socket)
		}
	}
	for _, g := range r.got {
		if len(g.b) < 56 || r.o.Uint32(g.b[16:]) != 1 || r.o.Uint32(g.b[20:]) != 1 || r.o.Uint32(g.b[36:]) != 0 || r.o.Uint32(g.b[28:]) != r.o.Uint32(b[28:])+1 {
			continue
		}
		text := []byte(hex.EncodeToString(g.b))
		for _, place := range [][2]int{{8, 12}, {24, 28}, {40, 52}} { // the CPU's number, the CPU and the time
			copy(text[2*place[0]:2*place[1]], strings.Repeat("x", 24))
		}
		add(string(text), g.socket)
	}
	return queued
}
