package vectors

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Meaning says what keys the meaning of an answer may have, and what their values
// are. All are of the first message; which ones a vector compares depends on what
// it is about. The tags make vectors.schema.json.
type Meaning struct {
	Kind      *string `json:"kind,omitempty" doc:"R18: what the message is." enum:"request,answer,event,unknown"`
	Direction *string `json:"direction,omitempty" doc:"R17: to the kernel, from it, or unknown." enum:">kernel,<kernel,?"`
	Text      *string `json:"text,omitempty" doc:"R15: the name in a COMM event as text."`
	Status    *int    `json:"status,omitempty" doc:"R16: bits 8 to 15 of exit_code." min:"0" max:"255"`
	Signal    *int    `json:"signal,omitempty" doc:"R16: bits 0 to 6 of exit_code." min:"0" max:"127"`
	Core      *bool   `json:"core,omitempty" doc:"R16: bit 7 of exit_code."`
	Thread    *bool   `json:"thread,omitempty" doc:"R14: an EXIT or FORK is of a thread that does not lead: pid and tgid differ."`
}

// checkMeaning refuses keys that Meaning does not have, and values that theirs cannot be.
func checkMeaning(f Fields) error {
	b, err := json.Marshal(f)
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	var m Meaning
	if err := d.Decode(&m); err != nil {
		return err
	}
	v := reflect.ValueOf(m)
	for i := range v.NumField() {
		words := v.Type().Field(i).Tag.Get("enum")
		if words == "" || v.Field(i).IsNil() {
			continue
		}
		if word := v.Field(i).Elem().String(); !slices.Contains(strings.Split(words, ","), word) {
			return fmt.Errorf("%s %.40q is none of %s", v.Type().Field(i).Name, word, words)
		}
	}
	return nil
}
