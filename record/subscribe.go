package record

import (
	"errors"
	"fmt"
	"syscall"
	"time"

	"github.com/cnwire/cnwire/codec"
)

// answerWithin is how long the kernel's answer is waited for. It is there before
// the request returns (2.6.39); what comes before it is read first.
const answerWithin = 2 * time.Second

// subscription is what the kernel was asked, and what it owes.
type subscription struct {
	requests requests
	asked    bool // a LISTEN was sent, and no IGNORE
}

// subscribe sends a LISTEN without a mask, which is answered, and waits for the
// answer; then, for a mask, the LISTEN with it, which is not (R44): the kernel
// counts both as one where it knows masks (R43). Nothing is sent twice, since
// before 6.6 each counts. All that was sent and read is in early.
func (r *Recorder) subscribe() error {
	if r.o.Passive() {
		return nil
	}
	r.sub.requests.port = r.asks.port
	answer, err := r.listen(0)
	if err != nil {
		return err
	}
	if err := r.await(answer); err != nil {
		return err
	}
	if r.o.Events != 0 && hasMasks() {
		_, err = r.listen(r.o.mask())
	}
	return err
}

// listen sends one LISTEN and puts it down.
func (r *Recorder) listen(mask codec.EventType) (answer uint32, err error) {
	datagram, answer := r.sub.requests.make(codec.McastListen, mask)
	if err := r.ask(datagram); err != nil {
		return 0, err
	}
	r.sub.asked = true
	return answer, nil
}

// ask sends a request and puts it down.
func (r *Recorder) ask(datagram []byte) error {
	b := newBatch()
	b.own(datagram)
	b.asked(readClocks())
	if err := r.asks.send(datagram); err != nil {
		return explainSend(err)
	}
	r.early = append(r.early, b)
	return nil
}

// await reads until the answer is there.
func (r *Recorder) await(answer uint32) error {
	r.sock.within(answerWithin)
	defer r.sock.forever()
	for deadline := time.Now().Add(answerWithin); time.Now().Before(deadline); {
		b := newBatch()
		err := r.sock.receive(b, batchSize, true)
		switch {
		case errors.Is(err, errStopped):
			return explainSilence()
		case errors.Is(err, errOverrun):
			r.overrun = true
			continue
		case err != nil:
			return fmt.Errorf("record: %w", err)
		}
		r.stamp(b)
		r.early = append(r.early, b)
		for i := range b.messages {
			s := b.messages[i].look()
			if !s.event || s.what != codec.EventNone || s.ack != answer {
				continue
			}
			if s.err != 0 {
				return explainRefusal(syscall.Errno(s.err))
			}
			return nil
		}
	}
	return explainSilence()
}

// unsubscribe sends the IGNORE that is owed, once.
func (r *Recorder) unsubscribe() {
	r.ignoring.Do(func() {
		if !r.sub.asked {
			return
		}
		if r.tap != nil {
			if err := r.tap.ignore(r); err != nil {
				r.ignoreErr = explainOwed(err)
			}
			return
		}
		datagram, answer := r.sub.requests.make(codec.McastIgnore, 0)
		b := newBatch()
		b.own(datagram)
		b.asked(readClocks())
		r.ignoreAnswer.Store(answer) // it may be read before send returns
		if err := r.asks.send(datagram); err != nil {
			r.ignoreErr = explainOwed(err)
			return
		}
		r.ignore = b
	})
}

// explainOwed says what becomes of a LISTEN without its IGNORE.
func explainOwed(err error) error {
	return fmt.Errorf("record: the kernel goes on counting a listener, for IGNORE could not be sent: %w", err)
}

// explainRefusal says what the kernel's answer means.
func explainRefusal(err error) error {
	if errors.Is(err, syscall.EPERM) {
		return fmt.Errorf("record: the kernel refused: before Linux 6.6 process events need CAP_NET_ADMIN: run it as root, or give the program the capability: setcap cap_net_admin+ep (%w)", err)
	}
	return fmt.Errorf("record: the kernel refused: %w", err)
}
