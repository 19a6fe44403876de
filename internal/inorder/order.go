package inorder

// Order puts values into the order of their numbers: it holds each until all
// before it have come. They wait as bytes, which are few beside what a value takes
// otherwise: in memory up to a limit, and what is more in a temporary file, so that
// one that comes very late costs no memory. It is quick where few numbers are left
// out. The zero value, with Number, Put and Take set, is ready.
type Order[T any] struct {
	Number func(*T) uint64         // of a value
	Put    func([]byte, *T) []byte // appends a value as it waits
	Take   func([]byte, *T) error  // reads that into room that another value may have had, and keeps none of the bytes
	Lends  bool                    // each keeps nothing of what it gets
	Err    error                   // the first one, of the file or of each: nothing more is handed over

	near  near  // where values wait in memory whose numbers are not far apart
	early early // the same of those with lower numbers, which are few
	store store // their bytes
	runs  runs  // values that wait in the file
	bytes []byte
	room  *T // for the next that each gets
}

// Add takes a value, of which it keeps nothing.
func (o *Order[T]) Add(p *T) {
	if o.Err != nil {
		return
	}
	n := o.Number(p)
	o.bytes = o.Put(o.bytes[:0], p)
	if !o.near.reaches(n) || !o.store.hasRoom(len(o.bytes)) {
		if o.Err = o.spill(); o.Err != nil {
			return
		}
	}
	if at := o.store.add(o.bytes); !o.near.add(n, at) {
		o.early.add(n, at)
	}
}

// Flow hands over the values with a number below until, none of which is to come.
func (o *Order[T]) Flow(until uint64, each func(*T) error) {
	for o.Err == nil {
		file := o.runs.first()
		switch at, _ := o.take(min(until, file)); {
		case at != nowhere:
			o.hand(o.store.get(at), each)
			o.store.drop(at)
		case file < until:
			o.fromFile(each)
		default:
			o.near.skip(until)
			return
		}
	}
}

// take takes out the lowest number that waits in memory, if it is below until.
func (o *Order[T]) take(until uint64) (at place, n uint64) {
	n, before := o.near.first(until), o.early.first()
	switch {
	case before < until: // it is below all in near
		return o.early.take(), before
	case n < until:
		return o.near.take(), n
	}
	return nowhere, n
}

// hand hands a value over.
func (o *Order[T]) hand(b []byte, each func(*T) error) {
	if o.room == nil || !o.Lends {
		o.room = new(T)
	}
	if o.Err = o.Take(b, o.room); o.Err == nil {
		o.Err = each(o.room)
	}
}

// fromFile hands over the next value that waits in the file.
func (o *Order[T]) fromFile(each func(*T) error) {
	b, err := o.runs.head()
	if o.Err = err; err != nil {
		return
	}
	if o.hand(b, each); o.Err == nil {
		o.Err = o.runs.advance()
	}
}

// spill moves what waits in memory into the file.
func (o *Order[T]) spill() error {
	if err := o.runs.begin(); err != nil {
		return err
	}
	for {
		at, n := o.take(most)
		if at == nowhere {
			return o.runs.end()
		}
		o.runs.add(n, o.store.get(at))
		o.store.drop(at)
	}
}

// Close gives the file back, and returns Err.
func (o *Order[T]) Close() error {
	o.runs.close()
	return o.Err
}
