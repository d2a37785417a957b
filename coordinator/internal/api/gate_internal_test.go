package api

import (
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"quire/proto/call"
	"quire/proto/quire/v1/quirev1connect"
)

// herd is trainers that come at once to a coordinator which serves a call every serviceTime.
type herd struct {
	handler http.Handler
	serve   chan struct{} // one is served at a time; a mutex would stop the bubble's clock

	mu       sync.Mutex
	inside   int
	most     int         // inside at once
	calls    int         // for work
	arrivals map[int]int // calls for work by tenth of a second
	refused  int         // calls of work
}

const serviceTime = 2 * time.Millisecond

func newHerd() *herd {
	h := &herd{serve: make(chan struct{}, 1), arrivals: map[int]int{}}
	s := &server{cfg: Config{Now: time.Now, Observe: func(string, time.Duration, error) {}}}
	h.handler = s.gated(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		h.mu.Lock()
		h.inside++
		h.most = max(h.most, h.inside)
		h.mu.Unlock()
		h.serve <- struct{}{}
		time.Sleep(serviceTime)
		<-h.serve
		h.mu.Lock()
		h.inside--
		h.mu.Unlock()
	}))
	return h
}

// call returns how long to stay away, 0 if the call was served.
func (h *herd) call(path, campaign string) time.Duration {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader("{}"))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(call.HeaderCampaign, campaign)
	h.handler.ServeHTTP(w, r)
	if w.Code == http.StatusOK {
		return 0
	}
	seconds, err := strconv.Atoi(w.Header().Get("Retry-After"))
	if err != nil || w.Code != http.StatusTooManyRequests {
		panic("turned away without a time")
	}
	return time.Duration(seconds) * time.Second
}

// join has n trainers join, each as often as it takes, and returns when the last one is in. Back says when one that was
// told to stay away comes again.
func (h *herd) join(n int, back func(told time.Duration) time.Duration) time.Duration {
	begin := time.Now()
	var all sync.WaitGroup
	for range n {
		all.Go(func() {
			for {
				h.mu.Lock()
				h.calls++
				h.arrivals[int(time.Since(begin)/(100*time.Millisecond))]++
				h.mu.Unlock()
				told := h.call(quirev1connect.ContributorServiceJoinProcedure, "crowded")
				if told == 0 {
					return
				}
				time.Sleep(back(told))
			}
		})
	}
	all.Wait()
	return time.Since(begin)
}

// later is the most calls for work of any tenth of a second after the first.
func (h *herd) later() int {
	most := 0
	for at, n := range h.arrivals {
		if at > 0 {
			most = max(most, n)
		}
	}
	return most
}

// Five thousand trainers join at once, while two hundred hand in work all the time: the work is never turned away, the
// trainers come back spread out, and all are in soon after the coordinator could have served them without a pause.
func TestHerdIsSpreadOut(t *testing.T) {
	const trainers = 5000
	obey := func(told time.Duration) time.Duration { return told + rand.N(time.Second+told/8) } // as worker.ComeBack
	impatient := func(time.Duration) time.Duration { return time.Second }
	synctest.Test(t, func(t *testing.T) {
		h := newHerd()
		stop := make(chan struct{})
		var holders sync.WaitGroup
		for range 200 {
			holders.Go(func() {
				for {
					select {
					case <-stop:
						return
					case <-time.After(rand.N(10 * time.Second)):
					}
					if h.call(quirev1connect.ContributorServiceSubmitProcedure, "crowded") > 0 {
						h.mu.Lock()
						h.refused++
						h.mu.Unlock()
					}
				}
			})
		}
		took := h.join(trainers, obey)
		close(stop)
		holders.Wait()
		t.Logf("all in after %s with %d calls, at most %d at once, and %d in a tenth of a second after the first", took, h.calls, h.most, h.later())
		if h.refused > 0 {
			t.Errorf("%d submissions were turned away", h.refused)
		}
		if limit := insideMax[forWork] + insideMax[ofWork]; h.most > limit {
			t.Errorf("%d calls at once, at most %d may be", h.most, limit)
		}
		if bound := trainers * serviceTime * 5 / 2; took > bound {
			t.Errorf("the last one was in after %s, want %s at most", took, bound)
		}
		if h.calls > 3*trainers || h.later() > backRate/4 {
			t.Errorf("%d calls of %d trainers, %d of them in one tenth of a second", h.calls, trainers, h.later())
		}
	})
	// The control: trainers that do not listen come in herds again and again.
	synctest.Test(t, func(t *testing.T) {
		h := newHerd()
		h.join(trainers, impatient)
		if h.later() < backRate {
			t.Errorf("even those who do not listen are spread out (%d in a tenth of a second): this test sees nothing", h.later())
		}
	})
}

// While thousands come for one campaign, the few who come for another are let in at the first or the second try.
func TestHerdOfOneCampaignLeavesTheOthersRoom(t *testing.T) {
	obey := func(told time.Duration) time.Duration { return told + rand.N(time.Second+told/8) }
	stubborn := func(time.Duration) time.Duration { return rand.N(100 * time.Millisecond) } // fills every place at once
	for name, back := range map[string]func(time.Duration) time.Duration{"that listens": obey, "that does not": stubborn} {
		synctest.Test(t, func(t *testing.T) {
			h := newHerd()
			var others sync.WaitGroup
			turned := 0
			for range 40 {
				others.Go(func() {
					time.Sleep(500*time.Millisecond + rand.N(4*time.Second))
					if h.call(quirev1connect.ContributorServiceJoinProcedure, "quiet") > 0 {
						h.mu.Lock()
						turned++
						h.mu.Unlock()
					}
				})
			}
			h.join(3000, back)
			others.Wait()
			if turned > 0 {
				t.Errorf("a herd %s: %d of 40 were turned away from another campaign", name, turned)
			}
		})
	}
}

func TestSharesOfCampaigns(t *testing.T) {
	var g gate
	now := time.Unix(1000, 0)
	fill := func(campaign string) (n int) {
		for {
			if _, ok := g.enter(now, reading, campaign); !ok {
				return n
			}
			n++
		}
	}
	most := insideMax[reading]
	if n := fill("a"); n != shared(most) {
		t.Fatalf("a campaign alone has %d places of %d", n, most)
	}
	if n := fill("b"); n != most-shared(most) {
		t.Fatalf("another gets %d places beside it", n)
	}
	if _, ok := g.enter(now, reading, "c"); ok {
		t.Fatal("more are inside than there is room for")
	}
	for range most / 8 {
		g.leave(reading, "a")
	}
	if n := fill("a"); n != 0 {
		t.Fatalf("the first takes %d places of the last quarter", n)
	}
	if n := fill("c"); n != most/8 {
		t.Fatalf("a third one gets %d places", n)
	}
	for range most / 8 {
		g.leave(reading, "c")
	}
	for range most - shared(most) {
		g.leave(reading, "b")
	}
	if len(g.of[reading]) != 1 {
		t.Fatalf("campaigns that are gone are remembered: %v", g.of[reading])
	}
}

func TestEveryoneHasATimeOfHisOwn(t *testing.T) {
	var g gate
	now := time.Unix(1000, 0)
	for range shared(insideMax[forWork]) {
		if _, ok := g.enter(now, forWork, ""); !ok {
			t.Fatal("turned away with room inside")
		}
	}
	var last time.Duration
	const promised = int(backRate * (backMax - backMin) / time.Second)
	for i := range promised {
		away, ok := g.enter(now, forWork, "")
		if ok || away <= last || away > backMax {
			t.Fatalf("caller %d is sent away for %s after %s (let in: %t)", i, away, last, ok)
		}
		last = away
	}
	g.enter(now, forWork, "")
	if away, _ := g.enter(now, forWork, ""); away > 2*backMin {
		t.Fatalf("after %d callers the next is sent away for %s: times are to be given out once more", promised, away)
	}
	for c := range classes {
		if _, ok := g.enter(now, c, ""); ok != (c != forWork) {
			t.Errorf("class %d let in: %t, while those for work wait", c, ok)
		}
	}
	g.leave(forWork, "")
	if _, ok := g.enter(now, forWork, ""); !ok {
		t.Error("turned away after somebody left")
	}
}

func TestClassesOfCalls(t *testing.T) {
	for path, want := range map[string]class{
		quirev1connect.ContributorServiceJoinProcedure:     forWork,
		quirev1connect.ContributorServiceLeaseProcedure:    forWork,
		quirev1connect.ContributorServiceRenewProcedure:    ofWork,
		quirev1connect.ContributorServiceUploadProcedure:   ofWork,
		quirev1connect.ContributorServiceSubmitProcedure:   ofWork,
		quirev1connect.ContributorServiceReleaseProcedure:  ofWork,
		quirev1connect.OperatorServiceReportEpochProcedure: ofWork,
		quirev1connect.PublicServiceGetCampaignProcedure:   reading,
		"/o/0000": reading,
		quirev1connect.ContributorServiceName + "/../Submit": reading,
	} {
		if got := classOf(path); got != want {
			t.Errorf("%s is of class %d, want %d", path, got, want)
		}
	}
}
