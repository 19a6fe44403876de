package aside

import (
	"encoding/binary"
	"hash/maphash"
)

// Words are texts that may come again, numbered from 0 on as each came first. Those that came
// first of all are found in memory. The zero value is ready.
type Words struct {
	n    uint64
	near map[string]uint64
	room int // bytes that near may still take
	seed maphash.Seed

	// Others are found by a hash table, in which each is at the first free place from that of
	// its hash on.
	table  Array[entry]
	places uint64 // of the table, a power of two
	in     uint64 // how many are there

	texts Bytes        // each behind its length
	at    Array[int64] // where each is there
}

// entry is a place of the table.
type entry struct{ hash, number uint64 } // the number from 1; 0 is a free place

// wordSize is about what a text takes in near beside its bytes.
const wordSize = 64

// Number returns the number of a text, and whether it is new.
func (w *Words) Number(text string) (n uint64, added bool) {
	if w.near == nil {
		w.near, w.seed, w.at = map[string]uint64{}, maphash.MakeSeed(), Numbers()
		if w.room == 0 {
			w.room = nearBytes
		}
	}
	if n, known := w.near[text]; known {
		return n, false
	}
	if w.room >= len(text)+wordSize {
		w.room -= len(text) + wordSize
		w.near[text] = w.n
		return w.add(text), true
	}
	if 2*w.in >= w.places {
		w.grow()
	}
	hash := maphash.String(w.seed, text)
	for place := hash % w.places; ; place = (place + 1) % w.places {
		switch e := w.table.Get(place); {
		case e.number == 0:
			w.table.Set(place, entry{hash, w.n + 1})
			w.in++
			return w.add(text), true
		case e.hash == hash && w.Text(e.number-1) == text:
			return e.number - 1, false
		}
	}
}

// add keeps a text under the next number.
func (w *Words) add(text string) uint64 {
	w.at.Set(w.n, w.texts.Size())
	w.texts.Append(binary.LittleEndian.AppendUint32(nil, uint32(len(text))))
	w.texts.Append([]byte(text))
	w.n++
	return w.n - 1
}

// grow makes the table larger.
func (w *Words) grow() {
	old, places := w.table, w.places
	w.places = max(1<<10, 2*places)
	w.table = Array[entry]{Each: 16, Bytes: Bytes{Pages: 256},
		Put: func(b []byte, e *entry) {
			binary.LittleEndian.PutUint64(b, e.hash)
			binary.LittleEndian.PutUint64(b[8:], e.number)
		},
		Take: func(b []byte, e *entry) {
			e.hash, e.number = binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[8:])
		},
	}
	for i := range places {
		e := old.Get(i)
		if e.number == 0 {
			continue
		}
		place := e.hash % w.places
		for w.table.Get(place).number != 0 {
			place = (place + 1) % w.places
		}
		w.table.Set(place, e)
	}
	if err := old.Close(); w.table.Err == nil {
		w.table.Err = err
	}
}

// Len is how many there are.
func (w *Words) Len() uint64 { return w.n }

// Text returns a text by its number.
func (w *Words) Text(n uint64) string {
	at := w.at.Get(n)
	size := binary.LittleEndian.Uint32(w.texts.At(at, 4))
	return string(w.texts.At(at+4, int(size)))
}

// Close gives all files back, and returns the first error of them.
func (w *Words) Close() error {
	err := w.Err()
	w.table.Close()
	w.texts.Close()
	w.at.Close()
	return err
}

// Err is the first error: what Text returns is worth nothing behind it.
func (w *Words) Err() error {
	for _, err := range []error{w.table.Err, w.texts.Err, w.at.Err} {
		if err != nil {
			return err
		}
	}
	return nil
}
