// Command wasm makes what the page of cnwire report has of our Go code, and the page into
// which captures are dropped.
//
//	go run ./internal/wasm build      cmd/cnwire-wasm, compressed, into report/page/assets, and Go's wasm_exec.js into web/src
//	go run ./internal/wasm check      says whether what is there is of the sources that are there
//	go run ./internal/wasm page OUT   writes the page
//
// The compiled program is committed, so that Go alone builds cnwire. It is the same again,
// byte for byte, with the same sources and the same Go; cnwire.wasm.txt beside it says of
// which it is.
package main

import (
	"flag"
	"log"
	"os"

	"github.com/cnwire/cnwire/report/page"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("wasm: ")
	flag.Parse()
	var err error
	switch {
	case flag.NArg() == 1 && flag.Arg(0) == "build":
		err = build()
	case flag.NArg() == 1 && flag.Arg(0) == "check":
		err = check()
	case flag.NArg() == 2 && flag.Arg(0) == "page":
		err = write(flag.Arg(1))
	default:
		log.Fatal("build, check or page OUT")
	}
	if err != nil {
		log.Fatal(err)
	}
}

func write(name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := page.WriteEmpty(f); err != nil {
		return err
	}
	return f.Close()
}
