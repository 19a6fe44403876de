package statistics

// CopiesToo has copies of events handed to the lives, which need few.
func CopiesToo(s *Statistics) { s.byProcess.copies = true }
