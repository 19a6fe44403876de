// Package page makes one HTML file of a report, which needs no network.
//
// What people see is made by web/, whose built files stand in assets/; they get the data
// as compressed JSON within the page, and make elements of it by textContent alone. The
// packet browser has, within the page as well, the captures and cmd/cnwire-wasm: our
// decoder and filter as WebAssembly, which runs in a worker.
package page
