package output_test

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

// flat writes JSON as one line a value, its path in front and in the order of
// the text. It leaves out the layers of a connector message and the bytes that
// tshark has in their place, and gathers what tshark has under one key in turn.
func flat(t *testing.T, text string) string {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var out strings.Builder
	for {
		if err := flatten(d, "", &out); err == io.EOF {
			return out.String()
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// ownLayers are what we show of a connector message, and tshark's data.
var ownLayers = []string{"cn", "cn_proc", "cn_w1", "data", "rest", "pad"}

func flatten(d *json.Decoder, path string, out *strings.Builder) error {
	token, err := d.Token()
	if err != nil {
		return err
	}
	switch token {
	case json.Delim('['), json.Delim('{'):
		for n := 0; d.More(); n++ {
			at := path // an array's values stand where one of them would
			if token == json.Delim('{') {
				key, err := d.Token()
				if err != nil {
					return err
				}
				at += "." + key.(string)
				if slices.Contains(ownLayers, key.(string)) {
					if err := flatten(d, at, new(strings.Builder)); err != nil {
						return err
					}
					continue
				}
			}
			if err := flatten(d, at, out); err != nil {
				return err
			}
		}
		_, err = d.Token()
		return err
	}
	fmt.Fprintf(out, "%s: %v\n", path, token)
	return nil
}
