package scenario

// attentive opens a listener: a socket in group 1 that has sent LISTEN and read
// the answer.
func attentive(w World, name string, seq, ack uint32) Socket {
	s := w.Open(name, Options{})
	s.Join(1)
	listen(s, seq, ack)
	w.Settle()
	return s
}

// done has a listener send IGNORE and closes it.
func done(w World, s Socket, seq, ack uint32) {
	ignore(s, seq, ack)
	w.Settle()
	s.Close()
}
