package store

import (
	"context"
	"errors"
	"fmt"
)

// Space is how full etcd is: of the fullest member, since the first that is full stops all.
type Space struct {
	Bytes int64 // of the database file, which is what the quota bounds
	Used  int64 // of it; the rest is free for new records, and comes back with a defragmentation
	Quota int64
}

// Share is how much of the quota is taken, 0 to 1 and beyond.
func (s Space) Share() float64 {
	if s.Quota <= 0 {
		return 0
	}
	return float64(s.Bytes) / float64(s.Quota)
}

// Space asks every member. Members that do not answer are left out, as long as one does.
func (s *Store) Space(ctx context.Context) (Space, error) {
	var most Space
	var errs []error
	endpoints := s.etcd.Endpoints()
	for _, endpoint := range endpoints {
		call, cancel := context.WithTimeout(ctx, callTimeout)
		r, err := s.etcd.Status(call, endpoint)
		cancel()
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if one := (Space{r.DbSize, r.DbSizeInUse, r.DbSizeQuota}); one.Share() >= most.Share() {
			most = one
		}
	}
	if len(errs) == len(endpoints) {
		return most, fmt.Errorf("ask etcd how full it is: %w", errors.Join(errs...))
	}
	return most, nil
}
