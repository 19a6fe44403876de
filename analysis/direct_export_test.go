package analysis

// InSteps has no frame go the direct way.
func InSteps(fs *Frames) { fs.steps = true }

// Private is what a message has beside its fields.
func Private(m *Message) []any { return []any{m.nl, m.what, m.whatIs} }

// IsWhole reports whether a frame was taken apart directly.
func IsWhole(f *Frame) bool { return f.whole }
