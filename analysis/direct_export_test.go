package analysis

// InSteps has no frame go the direct way.
func InSteps(fs *Frames) { fs.steps = true }

// Private is what a message has beside its fields.
func Private(m *Message) []any { return []any{m.nl, m.what, m.whatIs} }
