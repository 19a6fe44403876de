package vectors

import (
	"bytes"
	_ "embed"
	"encoding/json"
)

//go:embed vectors.json
var file []byte

// JSON returns vectors.json. The caller owns the bytes.
func JSON() []byte { return bytes.Clone(file) }

// Load returns all vectors. The caller owns them.
func Load() (*Set, error) {
	d := json.NewDecoder(bytes.NewReader(file))
	d.DisallowUnknownFields()
	s := new(Set)
	if err := d.Decode(s); err != nil {
		return nil, err
	}
	return s, nil
}
