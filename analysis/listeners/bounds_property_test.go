package listeners_test

import (
	"encoding/binary"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/listeners"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/model"
	"pgregory.net/rapid"
)

// scene is a kernel of the model, and what a capture shows of it: the requests of all,
// and what a socket in the group is sent, which asks for nothing and so gets all (R45).
type scene struct {
	t        testkit.TB
	kernel   *model.Kernel
	ear      *model.Socket
	face     *pcap.Interface
	tap      bool
	now      time.Time
	seq      uint32
	sockets  []*model.Socket
	hosts    host.Hosts
	frames   analysis.Frames
	audience listeners.Audience
	listed   map[uint32]*listeners.Listener
	comments []string // of the first frame
}

func newScene(t testkit.TB, release string, told, tap bool) *scene {
	v := testkit.Must(spec.ParseVersion(release))(t)
	s := &scene{t: t, kernel: testkit.Must(model.New(model.Config{Release: v}))(t), tap: tap, now: time.Unix(1e9, 0), listed: map[uint32]*listeners.Listener{}}
	s.face = &pcap.Interface{LinkType: pcap.LinkTypeNetlink, SnapLen: 1 << 18, Resolution: pcap.Nanoseconds}
	if told {
		s.face.OS = "Linux " + release + ".7-amd64"
	}
	s.ear = s.kernel.Open(model.Creds{PID: 9999, NetAdmin: true}, 0)
	if err := s.ear.Bind(0, 1); err != 0 {
		t.Fatal(err)
	}
	s.audience.Emit = func(l *listeners.Listener) error { s.listed[l.Port] = l; return nil }
	return s
}

// show captures a datagram.
func (s *scene) show(b []byte, comments ...string) {
	data := octets.Cooked(11, b)
	p := pcap.Packet{Interface: s.face, Time: s.now, Data: data, Len: uint32(len(data)), Comments: append(comments, s.comments...)}
	s.comments = nil
	s.frames.Host = s.hosts.Of(host.File{Name: "scene"}, s.face)
	if err := s.audience.Add(s.frames.Feed(&p)); err != nil {
		s.t.Fatal(err)
	}
	s.now = s.now.Add(time.Microsecond)
}

// heard shows what the ear was sent, once.
func (s *scene) heard(deliveries []model.Delivery) {
	for _, d := range deliveries {
		if slices.Contains(d.Got, s.ear) && d.Port == 0 && !d.ToKernel {
			s.show(d.Bytes)
		}
	}
}

// ask sends a request.
func (s *scene) ask(from *model.Socket, op uint32, mask ...uint32) {
	le := binary.LittleEndian
	data := le.AppendUint32(nil, op)
	for _, m := range mask {
		data = le.AppendUint32(data, m)
	}
	s.seq++
	b := testkit.Must(spec.Default().Message(le, octets.Set{"nlmsg_type": 3, "nlmsg_pid": uint64(from.Port)},
		octets.Set{"id.idx": 1, "id.val": 1, "seq": uint64(s.seq), "ack": uint64(s.seq) << 8}, data))(s.t)
	var comments []string
	if s.tap {
		pidns := uint32(0xeffffffc)
		if from.PIDNS != "" {
			pidns = 4026532000
		}
		comments = []string{fmt.Sprintf("cnwire:1 sender port=%d pid=%d uid=0 pidns=%d", from.Port, from.PID, pidns)}
	}
	s.show(b, comments...)
	s.heard(from.Send(0, 0, b).Deliveries)
}

// happens emits an EXEC.
func (s *scene) happens() {
	s.heard(testkit.Must(s.kernel.Emit(model.Event{What: 2, Fields: map[string]uint64{"process_pid": 1, "process_tgid": 1}}))(s.t))
}

// What is said of the counter holds of the kernel's, whatever was asked and whichever
// kernel it is (R43), in the captures of a tap and in those that miss answers nobody
// was sent; where a tap says which kernel it was and saw all from the start, it is
// exact as a rule.
func TestCountProperty(t *testing.T) {
	seen := testkit.Tally{}
	seen.Property(t, func(t *rapid.T) {
		release := rapid.SampledFrom([]string{"3.2", "4.7", "6.5", "6.6", "7.1"}).Draw(t, "release")
		s := newScene(t, release, rapid.Bool().Draw(t, "told"), rapid.Bool().Draw(t, "tap"))
		for range rapid.IntRange(0, 3).Draw(t, "before") { // those that nobody saw ask
			k := s.kernel.Open(model.Creds{PID: uint32(500 + len(s.sockets)), NetAdmin: true}, 0)
			k.Bind(0, 1)
			k.Send(0, 0, testkit.Must(spec.Default().Message(binary.LittleEndian, nil, octets.Set{"id.idx": 1, "id.val": 1}, []byte{1, 0, 0, 0}))(t))
			s.sockets = append(s.sockets, k)
		}
		if rapid.Bool().Draw(t, "listed") { // but those who began to record knew of them
			for _, k := range s.sockets {
				state := "unknown"
				if s.kernel.Filters {
					state = "listens"
				}
				s.comments = append(s.comments, fmt.Sprintf("cnwire:1 listener port=%d pid=%d state=%s", k.Port, k.PID, state))
			}
			s.comments = append(s.comments, fmt.Sprintf("cnwire:1 counter listeners=%d", s.kernel.Listeners()))
		}
		for i := range 4 {
			c := model.Creds{PID: uint32(100 + i), NetAdmin: rapid.IntRange(0, 3).Draw(t, "admin") > 0}
			if i == 3 {
				c.PIDNS = "container"
			}
			k := s.kernel.Open(c, 0)
			k.Bind(0, 0)
			s.sockets = append(s.sockets, k)
		}
		for range rapid.IntRange(1, 14).Draw(t, "steps") {
			s.now = s.now.Add(rapid.SampledFrom([]time.Duration{0, 10 * time.Millisecond, 3 * time.Second}).Draw(t, "pause"))
			from := rapid.SampledFrom(s.sockets).Draw(t, "who")
			switch rapid.SampledFrom([]string{"listen", "listen", "ignore", "mask", "other", "event", "event"}).Draw(t, "do") {
			case "listen":
				s.ask(from, 1)
			case "ignore":
				s.ask(from, 2)
			case "mask":
				s.ask(from, 1, 2)
			case "other":
				s.ask(from, 99)
			case "event":
				s.happens()
			}
		}
		if err := s.audience.End(); err != nil {
			t.Fatal(err)
		}
		truth, told := int64(s.kernel.Listeners()), false
		s.audience.Counts(func(_ string, c listeners.Count) {
			least, hasMin := c.Min()
			most, hasMax := c.Max()
			if told = true; hasMin && truth < least || hasMax && truth > most {
				t.Fatalf("%s: the kernel counts %d, said is %s", release, truth, c)
			}
			seen.Add("exact", hasMin && hasMax && least == most)
			seen.Add("bounded", hasMin && hasMax)
			seen.Add("at most", hasMax)
			seen.Add("at least 2", hasMin && least > 1)
			seen.Add("below 1", hasMax && most < 1)
		})
		seen.Add("nothing known", !told)
		seen.Add("negative", truth < 0)
	})
	t.Log(seen)
	seen.Check(t, 200, "exact", "bounded", "at most", "at least 2", "below 1", "nothing known", "negative")
}

// exits emits the EXIT of a process.
func (s *scene) exits(pid uint64) {
	s.heard(testkit.Must(s.kernel.Emit(model.Event{What: 0x80000000, Fields: map[string]uint64{"process_pid": pid, "process_tgid": pid}}))(s.t))
}
