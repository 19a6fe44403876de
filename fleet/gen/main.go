// Command gen makes the captures of a fleet, and beside them what happened:
//
//	go -C fleet run ./gen --hosts 1000 --events 10000 "$PWD/made"
//
// made/in has the captures, made/truth.json the truth (package hosts).
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"github.com/cnwire/cnwire/fleet/gen/hosts"
)

func main() {
	log.SetFlags(0)
	count := flag.Int("hosts", 20, "how many hosts")
	events := flag.Int("events", 1000, "how many messages of each boot of a host, about")
	seed := flag.Uint64("seed", 1, "of all that is random")
	plain := flag.Bool("plain", false, "one recording a host, whole: nothing is damaged, lost, split or there twice")
	days := flag.Int("days", 0, "spread the messages of a boot over so many days; by default they come a thousand a second")
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("name one folder to write into")
	}
	o := hosts.Default(*count, *events)
	if *plain {
		o = hosts.Plain(*count, *events)
	}
	o.Seed = *seed
	if *days > 0 {
		o.Pause = 2 * 24 * time.Hour * time.Duration(*days) / time.Duration(*events)
	}
	folder := flag.Arg(0)
	truth, err := hosts.Make(filepath.Join(folder, "in"), o)
	if err != nil {
		log.Fatal(err)
	}
	text, err := json.Marshal(truth)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "truth.json"), text, 0o666); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d files with %d messages, %d lives, %d losses, %d requests\n", len(truth.Files), truth.Events, len(truth.Lives), len(truth.Losses), len(truth.Pairs))
}
