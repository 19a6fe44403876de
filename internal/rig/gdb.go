package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"net"
	"strings"
	"time"
)

// gdb speaks to QEMU's gdb stub: packets $data#sum, each acknowledged by a plus.
// While it is connected the guest stands still.
type gdb struct {
	conn net.Conn
	in   *bufio.Reader
}

// attach connects, takes what the stub says first, and asks for physical memory.
func attach(address string) (*gdb, error) {
	conn, err := net.Dial("tcp", address) // Go sets TCP_NODELAY
	if err != nil {
		return nil, err
	}
	g := &gdb{conn, bufio.NewReader(conn)}
	// The stub may send the reason why the guest stands still, or may wait to be asked.
	if err := conn.SetReadDeadline(time.Now().Add(500 * time.Millisecond)); err != nil {
		return nil, err
	}
	if _, err := g.receive(); err != nil && !isTimeout(err) {
		return nil, err
	}
	if answer, err := g.ask("Qqemu.PhyMemMode:1"); err != nil || answer != "OK" {
		return nil, fmt.Errorf("no physical memory: %q, %v", answer, err)
	}
	return g, nil
}

func isTimeout(err error) bool {
	timeout, ok := err.(net.Error)
	return ok && timeout.Timeout()
}

// frame makes a packet of data without special characters.
func frame(data string) string {
	var sum byte
	for _, c := range []byte(data) {
		sum += c
	}
	return fmt.Sprintf("$%s#%02x", data, sum)
}

// receive returns the data of the next packet and acknowledges it.
func (g *gdb) receive() (string, error) {
	if _, err := g.in.ReadString('$'); err != nil { // pluses stand between packets
		return "", err
	}
	data, err := g.in.ReadString('#')
	if err != nil {
		return "", err
	}
	sum := make([]byte, 2)
	for i := range sum {
		if sum[i], err = g.in.ReadByte(); err != nil {
			return "", err
		}
	}
	data = strings.TrimSuffix(data, "#")
	if want := frame(data); want[len(want)-2:] != string(sum) {
		return "", fmt.Errorf("packet %q has the sum %s", data, sum)
	}
	_, err = g.conn.Write([]byte("+"))
	return data, err
}

// ask sends a packet and returns the answer.
func (g *gdb) ask(data string) (string, error) {
	if err := g.conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return "", err
	}
	if _, err := g.conn.Write([]byte(frame(data))); err != nil {
		return "", err
	}
	return g.receive()
}

// read returns memory.
func (g *gdb) read(address uint64, n int) ([]byte, error) {
	answer, err := g.ask(fmt.Sprintf("m%x,%x", address, n))
	if err != nil {
		return nil, err
	}
	b, err := hex.DecodeString(answer)
	if err != nil || len(b) != n {
		return nil, fmt.Errorf("memory at %#x: %q", address, answer)
	}
	return b, nil
}

// write changes memory.
func (g *gdb) write(address uint64, b []byte) error {
	answer, err := g.ask(fmt.Sprintf("M%x,%x:%x", address, len(b), b))
	if err == nil && answer != "OK" {
		err = fmt.Errorf("writing at %#x: %q", address, answer)
	}
	return err
}

// detach lets the guest run again.
func (g *gdb) detach() error {
	if _, err := g.ask("D"); err != nil {
		return err
	}
	return g.conn.Close()
}
