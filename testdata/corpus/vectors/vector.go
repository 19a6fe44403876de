// Package vectors is the exam in single questions: bytes, and what a decoder
// has to answer. README.md describes them for any language; this package has
// them for Go, and runs other programs against them.
package vectors

import "slices"

// Vector is one question and its answer. The tags make vectors.schema.json.
type Vector struct {
	Name     string    `json:"name" doc:"Unique; its parts go from the kind to what is special." pattern:"^[a-z0-9][A-Za-z0-9_.=+-]*(/[A-Za-z0-9_.=+-]+)+$"`
	Kind     string    `json:"kind" doc:"What the question is about: one struct, one datagram, messages in their order, or what a kernel does with a request." enum:"message,datagram,stream,exchange"`
	Struct   string    `json:"struct" doc:"What the bytes are: a struct of spec/structs.csv; datagram; frame, which is a datagram behind the cooked header that its link type has; stream; or exchange."`
	Order    string    `json:"order" doc:"Byte order of the bytes. A decoder has to find out an unknown one." enum:"little,big,unknown"`
	Link     int       `json:"link,omitempty" doc:"Frames: the link type of the capture." min:"1"`
	Wire     int       `json:"wire,omitempty" doc:"How many bytes these were before the capture cut them: of a frame with its cooked header. Without it, all bytes are there." min:"1"`
	Hex      string    `json:"hex" doc:"The bytes. Empty in streams and exchanges." pattern:"^([0-9a-f]{2})*$"`
	Expect   Answer    `json:"expect,omitzero" doc:"The answer that is right. Streams and exchanges have none."`
	Stream   *Stream   `json:"stream,omitempty" doc:"Streams: the messages and what each is."`
	Exchange *Exchange `json:"exchange,omitempty" doc:"Exchanges: who asks whom, and what comes back."`
	Accepts  []string  `json:"accepts,omitempty" doc:"Rules of SPEC.md under which this is sound." pattern:"^R[1-9][0-9]*$"`
	Refuses  []string  `json:"refuses,omitempty" doc:"Rules of SPEC.md that refuse this, or under which it is not what it looks like." pattern:"^R[1-9][0-9]*$"`
	Flags    []string  `json:"flags" doc:"Which class of bug the vector hunts; see the legend." pattern:"^[a-z0-9-]+$"`
	Source   string    `json:"source" doc:"Who made the bytes: a kernel, as this project or somebody else captured it; or nobody, as they were laid by the table." enum:"captured,third-party,table"`
	From     string    `json:"from,omitempty" doc:"Captured: the file of testdata/corpus and the frames. Third-party: who published it, and where."`
	Why      string    `json:"why" doc:"What is special, in a sentence."`
}

// Answer is what a decoder says to a question, and what it should have said.
type Answer struct {
	Name    string   `json:"name,omitempty" doc:"In an answer: may repeat the question's, so that a lost line is noticed."`
	OK      bool     `json:"ok,omitempty" doc:"The bytes are sound." const:"true"`
	Class   string   `json:"class,omitempty" doc:"The failure class of SPEC.md." enum:"short,length,overrun,order"`
	Offset  *int     `json:"offset,omitempty" doc:"Failures: the byte of the struct or field that is wrong, from the start of the bytes." min:"0"`
	At      string   `json:"at,omitempty" doc:"Failures: the struct, or struct and field, at that byte."`
	Need    *int64   `json:"need,omitempty" doc:"Failures: how many bytes it asks for; class length: the least." min:"0"`
	Have    *int64   `json:"have,omitempty" doc:"Failures: how many bytes there are; class length: what the field says." min:"0"`
	Fields  Fields   `json:"fields,omitempty" doc:"The values by the names of the table, in the order of the bytes: numbers as they are, other bytes in hexadecimal. A failure has those that are readable all the same."`
	Faults  []string `json:"faults,omitempty" doc:"R19: what the capturing program did wrong, and was read around. Has to be there, and nothing else." enum:"no-header,family-order"`
	Meaning Fields   `json:"meaning,omitempty" doc:"What the rules conclude from the fields, as far as the vector is about it." keys:"meaning"`
	Hex     string   `json:"hex,omitempty" doc:"In an answer: the bytes, encoded again from the fields." pattern:"^([0-9a-f]{2})*$"`
	Stream  *Stream  `json:"stream,omitempty" schema:"-"` // in an answer to a stream, which its vector has beside expect
}

// The kinds of vectors.
const (
	Message   = "message"
	Datagram  = "datagram"
	Streams   = "stream"
	Exchanges = "exchange"
)

// Set is all of vectors.json, or of users.json.
type Set struct {
	Comment string            `json:"$comment" doc:"Who wrote the file."`
	Legend  map[string]string `json:"legend" doc:"What each flag means: the class of bug that it hunts."`
	Vectors []Vector          `json:"vectors" doc:"The vectors."`
}

// Find returns the vector of that name, or nil.
func (s *Set) Find(name string) *Vector {
	i := slices.IndexFunc(s.Vectors, func(v Vector) bool { return v.Name == name })
	if i < 0 {
		return nil
	}
	return &s.Vectors[i]
}

// Rules returns the rules that the vector examines, accepted ones first.
func (v *Vector) Rules() []string { return slices.Concat(v.Accepts, v.Refuses) }
