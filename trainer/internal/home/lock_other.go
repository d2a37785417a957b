//go:build !unix

package home

// Lock does nothing where there is no flock: two trainers in one folder then waste time, but cannot corrupt anything.
func (h Home) Lock() (unlock func() error, err error) {
	return func() error { return nil }, nil
}
