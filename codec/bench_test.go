package codec_test

import (
	"testing"

	"github.com/cnwire/cnwire/codec"
)

// BenchmarkDecode reads an exit from the whole 76 bytes, with all lengths checked.
func BenchmarkDecode(b *testing.B) {
	whole := vector(b, "EXIT (process)")
	var (
		d    codec.Datagram
		e    codec.ProcEvent
		exit codec.Exit
		sum  int32
	)
	b.SetBytes(int64(len(whole)))
	b.ReportAllocs()
	for b.Loop() {
		d.Decode(codec.LittleEndian, whole)
		for i := range d.Messages {
			for cn, err := range codec.CnMsgs(d.Order, d.Messages[i].Data) {
				if err != nil || !cn.ID.IsProc() {
					b.Fatal(err)
				}
				if _, err := e.Decode(d.Order, cn.Data); err != nil {
					b.Fatal(err)
				}
				switch e.What {
				case codec.EventExit:
					if _, err := exit.Decode(d.Order, e.Data); err != nil {
						b.Fatal(err)
					}
					sum += exit.Process.PID
				}
			}
		}
	}
	if d.Err != nil || sum == 0 {
		b.Fatal(d.Err)
	}
}

func BenchmarkOutline(b *testing.B) {
	whole := vector(b, "EXIT (process)")
	var u codec.Outline
	b.SetBytes(int64(len(whole)))
	b.ReportAllocs()
	for b.Loop() {
		u.Decode(codec.LittleEndian, codec.FamilyConnector, whole, len(whole))
	}
	if u.Err.Err != nil || len(u.Spans) != 4 {
		b.Fatal(u.Err, u.Spans)
	}
}

func BenchmarkAppend(b *testing.B) {
	whole := vector(b, "EXIT (process)")
	var d codec.Datagram
	d.Decode(codec.LittleEndian, whole)
	buf := make([]byte, 0, len(whole))
	b.SetBytes(int64(len(whole)))
	b.ReportAllocs()
	for b.Loop() {
		buf = d.Append(codec.LittleEndian, buf[:0])
	}
	if string(buf) != string(whole) {
		b.Fatalf("%x", buf)
	}
}

func BenchmarkDetect(b *testing.B) {
	whole := vector(b, "EXIT (process)")
	b.SetBytes(int64(len(whole)))
	b.ReportAllocs()
	var g codec.Guess
	for b.Loop() {
		g = codec.Detect(whole, len(whole))
	}
	if g.Order != codec.LittleEndian {
		b.Fatal(g)
	}
}
