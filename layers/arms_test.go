package layers_test

import (
	"reflect"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/layers"
	"github.com/google/gopacket"
)

// TestArmsAreReused: events of all kinds, in turn, with values that belong to
// them and not to the one before.
func TestArmsAreReused(t *testing.T) {
	set := layers.New()
	whats := []codec.EventType{codec.EventType(table.UnknownEvent()), 0x3, 0xffffffff}
	for _, v := range table.Set("proc_event_what") {
		whats = append(whats, codec.EventType(v.Value))
	}
	for range 3 {
		for _, what := range whats {
			b := cooked(11, event(codec.BigEndian, what))
			for range set.Each(b, 0) {
			}
			want := decode(b, linkType).Layer(layers.LayerTypeProcEvent)
			if set.ProcEvent.Event == nil || set.ProcEvent.Event.What() != what || !reflect.DeepEqual(want, &set.ProcEvent) {
				t.Errorf("%v: %v, want %v", what, gopacket.LayerString(&set.ProcEvent), gopacket.LayerString(want))
			}
		}
	}
}
