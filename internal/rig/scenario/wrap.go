package scenario

// wrap uses the largest seq and ack.
func wrap() Scenario {
	return Scenario{
		Name: "wrap",
		Does: "LISTEN and IGNORE with seq and ack 0xffffffff and 0x7fffffff, while another socket listens",
		Proves: []string{
			"an ack of 0xffffffff is answered with 0, which every event has too: what is 0 tells the answer from them",
			"an ack of 0x7fffffff is answered with 0x80000000: acks are unsigned",
		},
		Run: func(w World) {
			a := attentive(w, "a", 0x111, 0x1110)
			b := w.Open("b", Options{})
			b.Join(1)
			listen(b, 0xffffffff, 0xffffffff)
			w.Settle()
			w.Child("child", Exit(0))
			w.Settle()
			ignore(b, 0x7fffffff, 0x7fffffff)
			w.Settle()
			b.Close()
			done(w, a, 0x112, 0x1120)
		},
		Check: func(t *Trace, v *Verdict) {
			a := t.Sockets["a"]
			v.Answer(a, "a", 0xffffffff, 0)
			v.Answer(a, "a", 0x7fffffff, 0)
			var zero int
			for _, f := range Answers(a) {
				if f.Ack == 0 {
					zero++
				}
			}
			v.That(zero == 1, "%d answers have ack 0", zero)
			v.Kinds(a, t.Fact("child"), "FORK EXIT")
		},
	}
}
