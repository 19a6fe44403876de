package rows

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The time of day is that of package time, in whatever zone and century.
func TestClock(t *testing.T) {
	var zones []*time.Location
	for _, name := range []string{"UTC", "Europe/Prague", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			zone = time.FixedZone(name, len(name)*1234) // none is installed
		}
		zones = append(zones, zone)
	}
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(0, rapid.Int64().Draw(t, "ns")).In(rapid.SampledFrom(zones).Draw(t, "zone"))
		if got, want := string(appendClock([]byte("at "), at)), at.Format("at 15:04:05.000000"); got != want {
			t.Fatalf("%s, want %s", got, want)
		}
	})
}
