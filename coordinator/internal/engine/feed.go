package engine

import (
	"sync"
	"time"
)

const (
	// feedItems is how many items a newcomer sees.
	feedItems = 200
	// listenersMax bounds the open event streams of one campaign.
	listenersMax = 4096
	// listenerItems is how far a listener may lag before it misses items; it sees their ids jump.
	listenerItems = 64
)

// Item is one line of news.
type Item struct {
	ID   int64
	At   time.Time
	Kind string
	Text string
}

// Notice is what a listener is sent: an item, or (nil) that the campaign's view has changed.
type Notice struct{ Item *Item }

// feed keeps the latest news of a campaign in memory. Losing it loses no record. It is safe for concurrent use.
type feed struct {
	mu        sync.Mutex
	items     []Item                   // guarded by mu
	last      int64                    // guarded by mu
	listeners map[chan Notice]struct{} // guarded by mu
}

func newFeed() *feed { return &feed{listeners: map[chan Notice]struct{}{}} }

func (f *feed) add(at time.Time, kind, text string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.last = max(f.last+1, at.UnixMilli()) // ascending over restarts too
	i := Item{f.last, at, kind, text}
	f.items = append(f.items, i)
	if len(f.items) > feedItems {
		f.items = append([]Item(nil), f.items[len(f.items)-feedItems:]...)
	}
	f.tell(Notice{&i})
}

func (f *feed) changed() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.tell(Notice{})
}

// tell passes n to every listener that keeps up. f.mu is held.
func (f *feed) tell(n Notice) {
	for l := range f.listeners {
		select {
		case l <- n:
		default:
		}
	}
}

func (f *feed) latest() []Item {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]Item(nil), f.items...)
}

// listen returns a channel of notices and the function that ends it; false when there are too many listeners.
func (f *feed) listen() (<-chan Notice, func(), bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.listeners) >= listenersMax {
		return nil, nil, false
	}
	l := make(chan Notice, listenerItems)
	f.listeners[l] = struct{}{}
	return l, func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		delete(f.listeners, l)
	}, true
}

// feedOf returns a campaign's feed. e.mu is held.
func (e *Engine) feedOf(name string) *feed {
	if e.feeds[name] == nil {
		e.feeds[name] = newFeed()
	}
	return e.feeds[name]
}

// Feed returns the latest items, newest last.
func (e *Engine) Feed(name string) ([]Item, error) {
	d, err := e.desk(name)
	if err != nil {
		return nil, err
	}
	return d.feed.latest(), nil
}

// Listen subscribes to a campaign's notices until stop is called.
func (e *Engine) Listen(name string) (notices <-chan Notice, stop func(), err error) {
	d, err := e.desk(name)
	if err != nil {
		return nil, nil, err
	}
	notices, stop, ok := d.feed.listen()
	if !ok {
		return nil, nil, ErrBusy
	}
	return notices, stop, nil
}
