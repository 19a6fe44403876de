package vectors

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"time"
)

// maxAnswer bounds the line that a program may write.
const maxAnswer = 4 << 20

// peer is a program that runs.
type peer struct {
	cmd   *exec.Cmd
	in    io.WriteCloser
	asked chan []byte // what write writes, in this order
	lines chan line
}

// line is one line of a program's output, or why there is none.
type line struct {
	text []byte
	err  error
}

func (r *Runner) start() (*peer, error) {
	if len(r.Command) == 0 {
		return nil, errors.New("no command")
	}
	cmd := exec.Command(r.Command[0], r.Command[1:]...)
	cmd.Stderr = r.Stderr
	cmd.WaitDelay = time.Second // for children that keep the pipes open
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &peer{cmd: cmd, in: in, asked: make(chan []byte, 1), lines: make(chan line, 1)}
	go p.write()
	go p.read(out)
	return p, nil
}

// write passes questions on. A program that does not read blocks it until it is
// killed; of one that has ended, its output tells.
func (p *peer) write() {
	for text := range p.asked {
		p.in.Write(text)
	}
	p.in.Close()
}

// read passes lines on until there are no more.
func (p *peer) read(out io.Reader) {
	defer close(p.lines)
	s := bufio.NewScanner(out)
	s.Buffer(nil, maxAnswer)
	for s.Scan() {
		p.lines <- line{text: append([]byte(nil), s.Bytes()...)}
	}
	err := s.Err()
	if err == nil {
		err = errors.New("the program has ended")
	}
	p.lines <- line{err: err}
}

// ask sends a question and waits for the answer, no longer than limit.
func (p *peer) ask(q Question, limit time.Duration) (*Answer, error) {
	text, err := json.Marshal(q)
	if err != nil {
		return nil, err
	}
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case p.asked <- append(text, '\n'):
	case <-timer.C:
		return nil, fmt.Errorf("it reads no question in %v", limit)
	}
	select {
	case l, ok := <-p.lines:
		if !ok {
			return nil, errors.New("the program has ended")
		}
		if l.err != nil {
			return nil, l.err
		}
		return parse(l.text)
	case <-timer.C:
		return nil, fmt.Errorf("no answer in %v", limit)
	}
}

// end closes the program's input, and reports what it does instead of ending.
func (p *peer) end(limit time.Duration) error {
	defer p.kill()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	close(p.asked)
	p.asked = nil
	select {
	case l := <-p.lines:
		if l.err == nil && l.text != nil {
			return fmt.Errorf("one line more than it was asked: %.80q", l.text)
		}
		return nil
	case <-timer.C:
		return fmt.Errorf("still there %v after its input has ended", limit)
	}
}

// kill ends the program, if it has not ended, and what waits for it.
func (p *peer) kill() {
	if p.asked != nil {
		close(p.asked)
	}
	go func() {
		for range p.lines { // so that read ends
		}
	}()
	p.cmd.Process.Kill()
	p.cmd.Wait() // closes the pipe that read reads
}
