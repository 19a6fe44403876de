package record_test

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/internal/testkit/connector"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/record"
	"github.com/cnwire/cnwire/record/request"
)

// word4 is a number as data.
func word4(n uint32) string {
	b := make([]byte, 4)
	native.PutUint32(b, n)
	return string(b)
}

// send sends a datagram, and sees to it that the kernel counts as many listeners
// afterwards as before.
func send(t *testing.T, datagram []byte, o record.SendOptions) *record.Exchange {
	t.Helper()
	connector.Need(t)
	before := connector.Listeners(t)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	e, err := record.Send(ctx, datagram, o)
	if err != nil {
		t.Fatal(err)
	}
	connector.NoMoreListeners(t, before)
	if len(e.Packets) == 0 || !bytes.Equal(e.Packets[0].Data[len(cooked):], datagram) || !strings.HasPrefix(string(e.Packets[0].Data), cooked) || e.Packets[0].Flags.Value != 2 {
		t.Fatalf("the first packet is not what was sent: %+v", e.Packets)
	}
	return e
}

// own are our own requests of an exchange behind the first.
func own(e *record.Exchange) (list [][]byte) {
	for _, p := range e.Packets[1:] {
		if p.Flags.Value == 2 {
			list = append(list, p.Data[len(cooked):])
		}
	}
	return list
}

// A LISTEN is answered, by its ack and one (R22), and an IGNORE of the next seq
// follows; all of it stands in the order of time.
func TestSendListen(t *testing.T) {
	listen := message(t, 1, 1, 41, 1234567, word4(1))
	native.PutUint32(listen[12:], 4321) // nlmsg_pid
	e := send(t, listen, record.SendOptions{})
	if len(e.Answers) != 1 || !e.OK() || !e.Taken || e.Counted {
		t.Fatalf("%+v", e)
	}
	a := e.Answers[0]
	b := e.Packets[a.Packet].Data[len(cooked):]
	if len(b) != 76 || word(b, 36) != 0 || word(b, 28) != 1234568 || word(b, 52) != 0 || a.Rule != "ack+1" || a.Says != "ack ok" || a.Err != 0 {
		t.Errorf("%+v: % x", a, b)
	}
	if want := e.Packets[a.Packet].Time.Sub(e.Packets[0].Time); a.After != want {
		t.Errorf("after %v, the packets say %v", a.After, want)
	}
	if ignores := own(e); len(ignores) != 1 || len(ignores[0]) != 40 || word(ignores[0], 36) != 2 || word(ignores[0], 24) != 42 || word(ignores[0], 12) != 4321 {
		t.Errorf("% x", ignores)
	}
	for i := 2; i < len(e.Packets); i++ {
		if e.Packets[i].Time.Before(e.Packets[i-1].Time) {
			t.Errorf("packet %d is earlier than the one before", i)
		}
	}
	said := strings.Join(e.Sentences(), "\n")
	if !strings.Contains(said, "by the rule ack+1: ack ok\n") || !strings.Contains(said, "an IGNORE followed the LISTEN") {
		t.Error(said)
	}
	// As a capture it says that events were kept away, so that nothing else is lost.
	var file bytes.Buffer
	if err := e.Write(&file, "a test"); err != nil {
		t.Fatal(err)
	}
	r, err := pcap.NewReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var p pcap.Packet
	for i := range e.Packets {
		if err := r.Next(&p); err != nil || !bytes.Equal(p.Data, e.Packets[i].Data) || p.Flags != e.Packets[i].Flags || !p.Time.Equal(e.Packets[i].Time) {
			t.Errorf("packet %d: %+v, %v", i, p, err)
		}
	}
	if line := strings.Join(p.Interface.Comments, ""); !strings.Contains(line, ` group=1 filter="only answers to requests"`) || strings.Contains(line, "mask=") {
		t.Error(line)
	}
}

// A request with a mask is answered since 6.6, though not to who asked; before, it is
// ignored and so counts nothing.
func TestSendMask(t *testing.T) {
	e := send(t, message(t, 1, 1, 1, 7, word4(1)+word4(1<<31)), record.SendOptions{Within: 300 * time.Millisecond})
	if record.HasMasks() {
		if len(e.Answers) != 1 || !e.OK() || !e.Taken || len(own(e)) != 1 {
			t.Errorf("%+v", e)
		}
	} else if said := strings.Join(e.Sentences(), ""); e.OK() || e.Taken || len(own(e)) > 0 || !strings.Contains(said, "no answer within 300ms: before Linux 6.6") {
		t.Errorf("%s, %+v", said, e)
	}
}

// Whoever wants to leave a listener behind can, and is told.
func TestSendKeeps(t *testing.T) {
	connector.Need(t)
	before := connector.Listeners(t)
	e, err := record.Send(t.Context(), message(t, 1, 1, 1, 7, word4(1)), record.SendOptions{Keep: true})
	if err != nil {
		t.Fatal(err)
	}
	if e.Counted && e.OK() && len(own(e)) == 0 { // and only then: it would be taken from another
		defer connector.NoMoreListeners(t, before)
		defer connector.Forget(t)
	}
	if !e.Counted || e.Taken || len(own(e)) > 0 || !connector.Listeners(t) || !strings.Contains(strings.Join(e.Sentences(), ""), "goes on counting a listener") {
		t.Errorf("%+v", e)
	}
}

// An IGNORE that stands alone is not sent, unless it must.
func TestSendRefusesIgnore(t *testing.T) {
	connector.Need(t)
	for _, data := range []string{word4(2), word4(2) + word4(1)} {
		e, err := record.Send(t.Context(), message(t, 1, 1, 1, 7, data), record.SendOptions{})
		if e != nil || !errors.As(err, new(*request.Doubt)) || !strings.Contains(err.Error(), "an IGNORE that no LISTEN") {
			t.Errorf("%+v, %v", e, err)
		}
	}
}

// An operation that there is none of is answered with an error, while somebody
// listens, and no IGNORE follows: it would take another's listener (R43).
func TestSendError(t *testing.T) {
	listener := open(t, record.Options{})
	defer listener.Stop()
	e, err := record.Send(t.Context(), message(t, 1, 1, 1, 7, word4(99)), record.SendOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(e.Answers) != 1 || e.Answers[0].Err != 22 || e.Answers[0].Says != "ack EINVAL" || e.OK() || e.Taken || len(own(e)) > 0 {
		t.Errorf("%+v", e)
	}
}

// Events that others listen to are no part of an exchange.
func TestSendWithoutEvents(t *testing.T) {
	listener := open(t, record.Options{})
	defer listener.Stop()
	busy := exec.Command("sh", "-c", "while :; do (:); done")
	if err := busy.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		busy.Process.Kill()
		busy.Wait()
	}()
	e, err := record.Send(t.Context(), message(t, 1, 1, 1, 7, word4(1)+"x"), record.SendOptions{Within: 300 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	listener.Stop()
	events := 0
	var p pcap.Packet
	for listener.Next(&p) == nil {
		events++
	}
	for _, p := range e.Packets[1:] {
		if b := p.Data[len(cooked):]; len(b) >= 40 && word(b, 36) != 0 {
			t.Errorf("% x", b)
		}
	}
	if events < 10 {
		t.Errorf("another listener had %d messages", events)
	}
}

// What nobody answers is said with its reason.
func TestSendSilence(t *testing.T) {
	long := message(t, 1, 1, 1, 7, word4(1))
	native.PutUint32(long, 77)
	for _, c := range []struct {
		datagram []byte
		want     string
	}{
		{message(t, 30, 77, 1, 7, "x"), "this kernel has no user 30:77 (/proc/net/connector)"},
		{message(t, 77, 30, 1, 7, "x"), "this kernel has no user 77:30"}, // of no group
		{message(t, 1, 1, 1, 7, word4(1)+"x"), "4 or 8 bytes of data"},
		{long, "its lengths do not hold"},
		{long[:20], "its lengths do not hold"},
	} {
		e := send(t, c.datagram, record.SendOptions{Within: 100 * time.Millisecond})
		if said := strings.Join(e.Sentences(), "\n"); e.OK() || len(e.Answers) > 0 || len(own(e)) > 0 || !strings.HasPrefix(said, "no answer within 100ms: ") || !strings.Contains(said, c.want) {
			t.Errorf("%s; %+v", said, e)
		}
	}
}

// What another program sends to the group is no answer, whatever its numbers: it
// stands in the exchange with its sender.
func TestSendForeignAnswer(t *testing.T) {
	connector.Need(t)
	answer := message(t, 30, 77, 5, 8, "forged")
	quiet := chatter(t, answer)
	e := send(t, message(t, 30, 77, 5, 7, "request"), record.SendOptions{Within: 500 * time.Millisecond})
	quiet()
	if len(e.Answers) > 0 || len(e.Packets) < 2 {
		t.Fatalf("%d packets, %+v", len(e.Packets), e.Answers)
	}
	for _, p := range e.Packets[1:] {
		if !bytes.Equal(p.Data[len(cooked):], answer) || !strings.HasPrefix(strings.Join(p.Comments, ""), "cnwire:1 sender port=") {
			t.Errorf("%+v", p)
		}
	}
}

// chatter sends group 30 a datagram, again and again, until it is to be quiet.
func chatter(t *testing.T, datagram []byte) (quiet func()) {
	ended, told := make(chan bool), make(chan bool)
	go func() {
		defer close(told)
		for {
			connector.Tell(t, 30, datagram)
			select {
			case <-ended:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	return func() {
		close(ended)
		<-told
	}
}

// However much others talk, no more is kept than has a bound, and it is said.
func TestSendAmongOthers(t *testing.T) {
	connector.Need(t)
	defer record.SetKept(1000)()
	defer chatter(t, message(t, 30, 77, 5, 8, strings.Repeat("x", 200)))()
	e := send(t, message(t, 30, 77, 5, 7, "request"), record.SendOptions{Within: time.Minute})
	if len(e.Packets) != 2 || e.Beyond == 0 || !strings.Contains(strings.Join(e.Sentences(), ""), "messages more came to the group than are kept") {
		t.Errorf("%d packets, %+v", len(e.Packets), e)
	}
}

// When the context ends, so does the waiting.
func TestSendEnds(t *testing.T) {
	connector.Need(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	e, err := record.Send(ctx, message(t, 30, 77, 1, 7, "x"), record.SendOptions{Within: time.Hour})
	if err != nil || len(e.Packets) != 1 || len(e.Answers) > 0 || strings.Join(e.Sentences(), "") != "no answer until now, and no more is waited for" {
		t.Errorf("%+v, %v", e, err)
	}
}
