package vectors

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"maps"
	"slices"
)

//go:embed vectors.json
var file []byte

// users is of the same form: vectors of the payloads of other users than the process
// events.
//
//go:embed users.json
var users []byte

// JSON returns vectors.json. The caller owns the bytes.
func JSON() []byte { return bytes.Clone(file) }

// UsersJSON returns users.json. The caller owns the bytes.
func UsersJSON() []byte { return bytes.Clone(users) }

// Load returns all vectors, those of both files. The caller owns them.
func Load() (*Set, error) {
	all := new(Set)
	for _, b := range [][]byte{file, users} {
		d := json.NewDecoder(bytes.NewReader(b))
		d.DisallowUnknownFields()
		var s Set
		if err := d.Decode(&s); err != nil {
			return nil, err
		}
		if all.Vectors == nil {
			*all = s
			continue
		}
		maps.Copy(all.Legend, s.Legend)
		all.Vectors = slices.Concat(all.Vectors, s.Vectors)
	}
	return all, nil
}
