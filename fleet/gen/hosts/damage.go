package hosts

// cut ends a file in the middle of one of its last packets.
func (m *machine) cut(f *made, list []message) (offset int64) {
	n := len(list) - 1 - m.r.IntN(len(list)/8+1)
	if n < 2 {
		return 0
	}
	for i := n; i < len(list); i++ {
		list[i].lost = true
	}
	f.bytes = f.bytes[:f.starts[n]+(f.starts[n+1]-f.starts[n])/2]
	return int64(f.starts[n])
}

// garbage overwrites some packets in the middle.
func (m *machine) garbage(f *made, list []message) (offset int64) {
	from := len(list)/4 + m.r.IntN(len(list)/2+1)
	to := from + 1 + m.r.IntN(20)
	if from < 3 || to > len(list)-3 {
		return 0
	}
	for i := from; i < to; i++ {
		if list[i].pair > 0 {
			return 0 // requests and answers are few, and stay
		}
	}
	for i := from; i < to; i++ {
		list[i].lost = true
	}
	bytes := f.bytes[f.starts[from]:f.starts[to]]
	for i := range bytes {
		bytes[i] = byte(m.r.Uint32())
	}
	return int64(f.starts[from])
}

// drop has the kernel drop some runs of events.
func (m *machine) drop() {
	for range 1 + m.r.IntN(3) {
		at := m.r.IntN(len(m.list))
		for i := at; i < min(at+1+m.r.IntN(30), len(m.list)); i++ {
			m.list[i].dropped = m.list[i].counted
		}
	}
}

// gaps are the runs of numbers that are missing between two that are there.
func (m *machine) gaps() (all []Loss) {
	var last [2]*message
	var lost [2]Loss
	for i := range m.list {
		l := &m.list[i]
		switch {
		case !l.counted:
		case l.dropped || l.lost:
			lost[l.cpu].Lost++
			lost[l.cpu].Dumped = lost[l.cpu].Dumped || l.lost
		default:
			if g := lost[l.cpu]; g.Lost > 0 && last[l.cpu] != nil {
				g.Boot, g.CPU, g.After = m.Boot, l.cpu, last[l.cpu].seq
				all = append(all, g)
			}
			lost[l.cpu], last[l.cpu] = Loss{}, l
		}
	}
	return all
}

// settle says of lives and pairs what the files have of them.
func (m *machine) settle() (events int) {
	for i := range m.lives {
		m.lives[i].Whole = true
	}
	asked, there := map[int]bool{}, map[int]int{}
	for i := range m.list {
		l := &m.list[i]
		if !l.dropped && !l.lost {
			if events++; l.pair > 0 {
				asked[l.pair] = asked[l.pair] || l.request
				there[l.pair]++
			}
			continue
		}
		for _, n := range l.lives {
			if n >= 0 {
				m.lives[n].Whole = false
			}
		}
	}
	for i := range m.pairs {
		m.pairs[i].Asked, m.pairs[i].Answered = asked[i+1], there[i+1] == 2
	}
	return events
}
