package page

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
)

// What web/ builds, and cmd/cnwire-wasm compiled: make web.
var (
	//go:embed assets/report.js
	script string
	//go:embed assets/report.css
	style string
	//go:embed assets/worker.js
	worker string
	//go:embed assets/cnwire.wasm.gz
	engine []byte
)

// policy is the page's Content-Security-Policy: this script, this style, and no network;
// for the packet browser a worker out of the page itself, and WebAssembly.
func policy(packets bool) string {
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	scripts, workers := hash(script), ""
	if packets {
		scripts += " 'wasm-unsafe-eval'"
		workers = "worker-src blob:; "
	}
	return "default-src 'none'; connect-src 'none'; script-src " + scripts + "; " + workers + "style-src " + hash(style) + "; base-uri 'none'; form-action 'none'"
}
