package model_test

import (
	"bytes"
	"path"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec/model"
)

// module is the hardware of internal/rig/w1bus/w1bus.c: reads count from 0x30 on since
// the last reset, touches come back, and its slaves are never in alarm.
type module struct {
	next   byte
	slaves []uint64
}

func (m *module) Reset() bool       { m.next = 0; return false }
func (m *module) Read() byte        { m.next++; return 0x30 + (m.next-1)&0x3f }
func (m *module) Write(byte)        {}
func (m *module) Touch(b byte) byte { return b }

func (m *module) Search(alarm bool) []uint64 {
	if alarm {
		return nil
	}
	return m.slaves
}

// TestCorpusW1Bus replays what a program asked a bus with a master and two slaves, and
// holds what each socket received against the model: answers, statuses, strays, events,
// byte by byte and in their order. Then comes a second master, on which nobody is.
func TestCorpusW1Bus(t *testing.T) {
	seen, strays := 0, 0
	for _, s := range scenarios(t) {
		if path.Base(s.name) != "w1bus" {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			k := startWith(t, s.release, model.Config{Order: s.order})
			w, err := k.AddW1()
			if err != 0 {
				t.Fatal(err)
			}
			hardware := &module{slaves: []uint64{0x76000000000001fc, 0x2f000000000002fc}}
			master := &model.W1Master{Number: 1, Seq: 2, Room: 64, Wire: hardware}
			empty := &model.W1Master{Number: 2, Seq: 2, Room: 64, Wire: deaf{&module{}}}
			facts := map[string]func(){
				"load w1bus": func() {
					w.Masters, w.Wires = []uint32{1}, map[uint32]*model.W1Master{1: master}
					w.Event("W1_MASTER_ADD", 1, 1)
					for _, slave := range hardware.slaves {
						w.SlaveAdd(master, slave)
					}
				},
				"second master": func() {
					w.Masters, w.Wires[2] = []uint32{2, 1}, empty
					w.Event("W1_MASTER_ADD", 2, 1)
				},
				"unload w1bus": func() {
					w.Masters = nil
					w.Event("W1_MASTER_REMOVE", 2, empty.Seq)
					for _, slave := range hardware.slaves {
						w.SlaveRemove(master, slave)
					}
					w.Event("W1_MASTER_REMOVE", 1, master.Seq)
				},
			}
			got := s.sending(t, k, func(sock *model.Socket, l line) model.Outcome {
				return sock.Send(l.DstPort, l.DstGroups, l.bytes)
			}, facts)
			for name, want := range s.sockets {
				for i := range min(len(got[name]), len(want)) {
					if !bytes.Equal(got[name][i], want[i]) {
						t.Errorf("%s, datagram %d: %s", name, i+1, octets.Diff(want[i], got[name][i], octets.Datagram(s.order)))
					}
				}
				if len(got[name]) != len(want) {
					t.Errorf("%s received %d datagrams by the model, and %d", name, len(got[name]), len(want))
				}
				for _, d := range want {
					if s.order.Uint32(d[16:]) == 0 {
						strays++
					}
				}
				seen += len(want)
			}
		})
	}
	if seen < 80 || strays < 6 {
		t.Errorf("%d datagrams, %d of them strays: too few to prove anything", seen, strays)
	}
}
