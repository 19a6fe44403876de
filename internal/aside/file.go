package aside

import "os"

// Create makes a temporary file. Where the system lets it, the file has no name from then on,
// and lives as long as it is open. Its errors name the place.
func Create() (*os.File, error) {
	f, err := os.CreateTemp("", "cnwire-aside-*")
	if err == nil {
		os.Remove(f.Name())
	}
	return f, err
}

// Close gives a file back that Create made; nil is none.
func Close(f *os.File) {
	if f != nil {
		f.Close()
		os.Remove(f.Name()) // where it could not be removed while it was open
	}
}
