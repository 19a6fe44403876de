package vectors

import (
	"bytes"
	"encoding/json"
)

// AppendJSON appends the vector as vectors.json has it: a line, without the comma
// between two.
func (v *Vector) AppendJSON(b []byte) []byte {
	w := bytes.NewBuffer(b)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false) // a direction has a < or >
	if err := e.Encode(v); err != nil {
		panic(err) // no field of a vector has one
	}
	return w.Bytes()
}
