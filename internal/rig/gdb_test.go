package main

import (
	"bufio"
	"fmt"
	"net"
	"strings"
	"testing"
)

// TestFrame has the examples of GDB's manual, Overview of the remote protocol: the
// sum of the characters, in two digits.
func TestFrame(t *testing.T) {
	for data, want := range map[string]string{"": "$#00", "OK": "$OK#9a", "m4015bc,2": "$m4015bc,2#5a"} {
		if got := frame(data); got != want {
			t.Errorf("%q: %s, want %s", data, got, want)
		}
	}
}

// stub answers one client with a memory, as QEMU's does: it first says why the guest
// stands still.
func stub(t *testing.T, m flat) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		fmt.Fprint(conn, frame("T05thread:01;"))
		for in := bufio.NewReader(conn); ; {
			data, err := in.ReadString('#')
			if err != nil {
				return
			}
			in.Discard(2)
			data = data[strings.IndexByte(data, '$')+1 : len(data)-1]
			var address, n int
			var hex []byte
			answer := ""
			switch {
			case data == "Qqemu.PhyMemMode:1" || data == "D":
				answer = "OK"
			case scan(data, "m%x,%x", &address, &n):
				answer = fmt.Sprintf("%x", []byte(m[address:address+n]))
			case scan(data, "M%x,%x:%x", &address, &n, &hex):
				copy(m[address:], hex)
				answer = "OK"
			}
			fmt.Fprint(conn, "+"+frame(answer))
		}
	}()
	return l.Addr().String()
}

func scan(data, format string, to ...any) bool {
	n, err := fmt.Sscanf(data, format, to...)
	return err == nil && n == len(to)
}

func TestGdb(t *testing.T) {
	m := make(flat, 6000)
	copy(m[4321:], some.old)
	g, err := attach(stub(t, m))
	if err != nil {
		t.Fatal(err)
	}
	at, err := patchMemory(g, uint64(len(m)), some)
	if err != nil || at != 4321 || string(m[at:at+5]) != some.new {
		t.Errorf("patched at %d: %v", at, err)
	}
	if err := g.detach(); err != nil {
		t.Error(err)
	}
}

// TestGdbFaults: a wrong sum, an answer that is no memory, an end.
func TestGdbFaults(t *testing.T) {
	for said, want := range map[string]string{"$OK#00": "sum", frame("E22"): "E22", frame("00"): "memory", "$01": "EOF", "$0102#": "EOF"} {
		client, server := net.Pipe()
		go func() {
			defer server.Close()
			server.Read(make([]byte, 100))
			fmt.Fprint(server, "+"+said)
			if strings.Contains(said, "#") && !strings.HasSuffix(said, "#") {
				server.Read(make([]byte, 100)) // the plus
			}
		}()
		if _, err := (&gdb{client, bufio.NewReader(client)}).read(0, 2); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", said, err, want)
		}
	}
}
