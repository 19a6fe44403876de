package vectors

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// Question is the line that a decoder is sent.
type Question struct {
	Name   string    `json:"name"`
	Struct string    `json:"struct"`
	Order  string    `json:"order"`
	Hex    string    `json:"hex"`
	Link   int       `json:"link,omitempty"`
	Wire   int       `json:"wire,omitempty"`
	Stream *Received `json:"stream,omitempty"` // of streams, which have no hex
}

// Question returns what a decoder is told of the vector.
func (v *Vector) Question() Question {
	return Question{v.Name, v.Struct, v.Order, v.Hex, v.Link, v.Wire, v.Stream.received()}
}

// Asks reports whether the vector is a question to a decoder: it has one struct
// or one datagram.
func (v *Vector) Asks() bool { return v.Kind == Message || v.Kind == Datagram }

// Runner asks a program.
type Runner struct {
	Command []string
	Timeout time.Duration // for each answer; 0 is ten seconds
	Streams bool          // asks streams as well, which decoders do not answer
	Stderr  io.Writer     // where the program's complaints go; nil drops them
}

// patience is how many times in a row a program may crash or say nothing.
const patience = 5

// Run asks the program every vector of the list that [Vector.Asks], and streams if
// they are wanted, and compares the answers. A program that crashes or hangs has failed a vector
// and is started again for the next one. The error is of a program that could
// not be started at all.
func (r *Runner) Run(list []Vector) (*Report, error) {
	report := new(Report)
	var p *peer
	defer func() {
		if p != nil {
			p.kill()
		}
	}()
	mute := 0
	for i := range list {
		v := &list[i]
		switch {
		case !v.Asks() && !(r.Streams && v.Kind == Streams):
			report.Other++
			continue
		case mute >= patience:
			report.Unasked++
			continue
		}
		if p == nil {
			var err error
			if p, err = r.start(); err != nil {
				return nil, err
			}
		}
		answer, err := p.ask(v.Question(), r.timeout())
		switch {
		case err == nil:
			mute = 0
			report.add(v, v.Compare(answer))
		case errors.As(err, new(*badAnswer)):
			mute = 0
			report.add(v, []string{err.Error()})
		default:
			mute++
			p.kill()
			p = nil
			report.add(v, []string{err.Error()})
		}
	}
	if p != nil {
		if err := p.end(r.timeout()); err != nil {
			report.End = err
		}
		p = nil
	}
	return report, nil
}

func (r *Runner) timeout() time.Duration {
	if r.Timeout <= 0 {
		return 10 * time.Second
	}
	return r.Timeout
}

// badAnswer is a line that is no answer.
type badAnswer struct {
	err  error
	line []byte
}

func (e *badAnswer) Error() string { return fmt.Sprintf("no answer: %v: %.80q", e.err, e.line) }

// parse reads an answer.
func parse(line []byte) (*Answer, error) {
	a := new(Answer)
	if err := json.Unmarshal(line, a); err != nil {
		return nil, &badAnswer{err, line}
	}
	return a, nil
}
