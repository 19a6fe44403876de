package model_test

import (
	"encoding/binary"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/model"
)

// corpus is the folder of the captures.
const corpus = "../../testdata/corpus/captures"

// TestCorpus replays every request of the corpus, as the scenarios' logs have
// them, and holds what the kernels answered against the model of their release:
// err, ack, seq and CPU, how many copies the tap saw, and which sockets have it.
func TestCorpus(t *testing.T) {
	requests, answers, silent := 0, 0, 0
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			// A machine that others use may have listeners of its own before.
			var wrong []string
			for _, before := range map[bool][]int{true: {0}, false: {0, 100}}[len(s.tap) > 0] {
				r := s.replay(t, s.release, before)
				requests, answers, silent = requests+r.requests, answers+r.answers, silent+r.silent
				if wrong = r.wrong; len(wrong) == 0 {
					return
				}
			}
			for _, w := range wrong {
				t.Error(w)
			}
		})
	}
	if requests < 25 || answers < 10 || silent < 12 {
		t.Errorf("%d requests with %d answers, %d without: too few to prove anything", requests, answers, silent)
	}
	t.Logf("%d requests, %d of them answered, %d not", requests, answers, silent)
}

// scenario is one run of one kernel.
type scenario struct {
	name    string
	release string
	order   binary.ByteOrder
	log     []line
	tap     []datagram            // what the tap saw; none on a machine without
	sockets map[string][]datagram // what each socket received, as far as it was kept
}

// scenarios returns those of the corpus: folders with logs, and the two older
// captures, for which tell makes a log.
func scenarios(t *testing.T) (all []*scenario) {
	t.Helper()
	name := regexp.MustCompile(`^(\w+)-(\d+\.\d+(?:\.\d+)*)(-nlmon)?$`)
	logs, err := fs.Glob(os.DirFS(corpus), "*/*.log.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range logs {
		folder, base := path.Dir(file), strings.TrimSuffix(path.Base(file), ".log.jsonl")
		m := name.FindStringSubmatch(folder)
		if m == nil {
			t.Fatalf("%s is no ARCH-RELEASE", folder)
		}
		s := &scenario{name: folder + "/" + base, release: m[2], order: orderOf(m[1]), sockets: map[string][]datagram{}}
		s.log = readLog(t, corpus+"/"+file)
		captures, _ := fs.Glob(os.DirFS(corpus), folder+"/"+base+".*.pcap")
		for _, c := range captures {
			of := strings.TrimSuffix(strings.TrimPrefix(path.Base(c), base+"."), ".pcap")
			if of == "nlmon" {
				s.tap = readCapture(t, corpus+"/"+c)
			} else {
				s.sockets[of] = readCapture(t, corpus+"/"+c)
			}
		}
		all = append(all, s)
	}
	for _, old := range []string{"amd64-6.1.192-nlmon", "s390x-6.1.176-nlmon"} {
		m := name.FindStringSubmatch(old)
		s := &scenario{name: old, release: m[2], order: orderOf(m[1]), tap: readCapture(t, corpus+"/"+old+".pcap")}
		s.log = s.tell(t)
		all = append(all, s)
	}
	return all
}

func orderOf(arch string) binary.ByteOrder {
	if arch == "s390x" {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// tell makes the log of a capture from before there were logs, from what is
// known of its scenario: two listeners, later a third, and somebody without
// rights. Requests are named by their seq, and the capture has their bytes.
func (s *scenario) tell(t *testing.T) (log []line) {
	t.Helper()
	const admin = "CAP_NET_ADMIN"
	open := func(name string, port uint32, caps ...string) {
		log = append(log, line{Do: "socket", Sock: name, Port: port, Caps: caps, UserNS: "init", PIDNS: "init", NetNS: "init"})
		if len(caps) > 0 {
			log = append(log, line{Do: "join", Sock: name, Group: 1})
		}
	}
	send := func(name string, seqs ...uint32) {
		for _, seq := range seqs {
			i := slices.IndexFunc(s.tap, func(d datagram) bool {
				return len(d) >= 36 && s.order.Uint32(d[24:]) == seq && s.order.Uint32(d[12:]) != 0
			})
			if i < 0 {
				t.Fatalf("%s has no request %d", s.name, seq)
			}
			log = append(log, line{Do: "send", Sock: name, bytes: s.tap[i]})
		}
	}
	open("a", 1, admin)
	send("a", 7)
	open("b", 2, admin)
	send("b", 1<<32-1)
	open("nobody", 3)
	send("nobody", 5)
	send("a", 9, 10, 11, 12, 13, 15)
	open("c", 4, admin)
	send("c", 21)
	send("a", 22)
	send("b", 23)
	send("c", 24)
	return log
}

// start starts the kernel of a scenario. The users whose modules a scenario
// loads are there and say nothing: their answers are those of TestCorpusUsers.
func (s *scenario) start(t *testing.T, release string) *model.Kernel {
	t.Helper()
	k := startWith(t, release, model.Config{Order: s.order})
	for _, v := range spec.Default().Set("cn_idx") {
		if v.Value != 1 && v.Value < 32 {
			k.Add(model.ID{Idx: uint32(v.Value), Val: 1}, "", func(*model.Message) {})
		}
	}
	return k
}
