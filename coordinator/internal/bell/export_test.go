package bell

import "time"

// Age makes everything that b has seen older.
func (b *Bell) Age(by time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for campaign, seen := range b.verified {
		b.verified[campaign] = seen.Add(-by)
	}
}
