package rows

// framesForm hands the frames on that rows are of, and writes nothing.
type framesForm struct {
	take   func(frame uint64)
	places []int
}

func (f *framesForm) head(_ *Schema, places []int) error {
	f.places = places
	return nil
}

func (f *framesForm) print(p *printed, r Row) {
	p.frames = p.frames[:0]
	for _, at := range f.places {
		if r[at].Is() {
			p.frames = append(p.frames, r[at].Num)
		}
	}
}

func (f *framesForm) write(p *printed) error {
	for _, n := range p.frames {
		f.take(n)
	}
	return nil
}

func (f *framesForm) end() error { return nil }

// frames returns the places of the columns that are numbers of frames.
func (s *Schema) frames() (places []int) {
	for i := range s.Columns {
		if s.Columns[i].Frame {
			places = append(places, i)
		}
	}
	return places
}
