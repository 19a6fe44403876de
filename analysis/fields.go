package analysis

import (
	"fmt"
	"sort"
	"strings"
	"sync"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/suggest"
	"github.com/cnwire/cnwire/spec"
)

// Fields returns every field, sorted by name. The slice is shared: do not
// change it.
func Fields() []*Field { return registry().sorted }

// Lookup returns the field with a name. Its error says which names are near.
func Lookup(name string) (*Field, error) {
	if fd, ok := registry().byName[name]; ok {
		return fd, nil
	}
	var names []string
	for _, fd := range Fields() {
		names = append(names, fd.Name)
	}
	return nil, &UnknownFieldError{Name: name, Near: suggest.Nearest(name, names)}
}

// MustLookup returns the field with a name that is fixed.
func MustLookup(name string) *Field {
	fd, err := Lookup(name)
	if err != nil {
		panic(err)
	}
	return fd
}

// UnknownFieldError is Lookup's error.
type UnknownFieldError struct {
	Name string
	Near []string // at most three names that are spelled alike
}

func (e *UnknownFieldError) Error() string {
	if len(e.Near) == 0 {
		return fmt.Sprintf("unknown field %q", e.Name)
	}
	return fmt.Sprintf("unknown field %q: did you mean %s?", e.Name, strings.Join(e.Near, ", "))
}

type fieldRegistry struct {
	byName map[string]*Field
	sorted []*Field
}

// registry is made of the table once; nobody changes it afterwards.
var registry = sync.OnceValue(func() *fieldRegistry {
	r := &fieldRegistry{byName: map[string]*Field{}}
	for _, s := range spec.Default().Structs() {
		r.addStruct(&s)
	}
	for _, fd := range frameFields() {
		r.add(fd)
	}
	for _, fd := range r.derivedFields() {
		r.add(fd)
	}
	r.add(eventField)
	r.add(textField)
	for _, fd := range verdictFields() {
		r.add(fd)
	}
	for _, fd := range passageFields() {
		r.add(fd)
	}
	for _, fd := range subjectFields() {
		r.add(fd)
	}
	for _, fd := range contextFields() {
		r.add(fd)
	}
	for _, fd := range r.sorted {
		fd.index()
	}
	sort.Slice(r.sorted, func(i, j int) bool { return r.sorted[i].Name < r.sorted[j].Name })
	return r
})

func (r *fieldRegistry) add(fd *Field) {
	if r.byName[fd.Name] != nil {
		panic("analysis: two fields named " + fd.Name) // a test loads the registry
	}
	r.byName[fd.Name] = fd
	r.sorted = append(r.sorted, fd)
}

// addStruct adds the fields of a struct of the table that have a filter name.
// One name may stand in several structs: the operation does, with and without
// a filter behind it.
func (r *fieldRegistry) addStruct(s *spec.Struct) {
	in, ok := codec.StructByName(s.Name)
	if !ok {
		return // cb_id, which only stands inside cn_msg
	}
	for _, f := range s.Fields {
		if f.Filter == "" || f.Type == spec.Union || f.Type == spec.Pad { // a union's arms have fields of their own
			continue
		}
		p := place{in: in, off: f.Offset, size: f.Size, signed: f.Type.Signed()}
		fd := r.byName[f.Filter]
		if fd == nil {
			fd = &Field{Name: f.Filter, Kind: kindOf(f.Type), Bits: 8 * f.Size, Set: f.Values, Doc: f.Doc}
			r.add(fd)
		}
		fd.Bits = max(fd.Bits, 8*f.Size)
		fd.places = append(fd.places, p)
		if f.Filter == "netlink.hdr_flags" {
			r.addFlags(fd, p)
		}
	}
}

// addFlags adds a field for each bit of a flags field that the table names, as
// tshark has netlink.hdr_flags.request.
func (r *fieldRegistry) addFlags(flags *Field, p place) {
	for _, v := range spec.Default().Set(flags.Set) {
		p.mask = v.Value
		r.add(&Field{
			Name: flagName(flags.Name, v), Bits: 1, Doc: v.Name + ": " + v.Doc,
			places: []place{p},
		})
	}
}

// flagName returns the name of a bit's field: netlink.hdr_flags.dump_intr for
// NLM_F_DUMP_INTR.
func flagName(flags string, v spec.Value) string {
	return flags + "." + strings.ToLower(strings.TrimPrefix(v.Name, "NLM_F_"))
}
