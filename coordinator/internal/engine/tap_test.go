package engine_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"
	clientv3 "go.etcd.io/etcd/client/v3"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"quire/coordinator/internal/blob"
	"quire/coordinator/internal/store"
)

// outcome is what becomes of one call to etcd or to the object store.
type outcome int

const (
	done   outcome = iota
	failed         // and not done
	lost           // done, but nobody is told
)

// tap sits between an engine and its services: it decides what becomes of every write to etcd and of every call to the
// object store. It is safe for concurrent use.
type tap struct {
	mu   sync.Mutex
	draw func() outcome // nil for done; guarded by mu
}

// set changes what becomes of calls.
func (t *tap) set(draw func() outcome) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.draw = draw
}

func (t *tap) next() outcome {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.draw == nil {
		return done
	}
	return t.draw()
}

// cut lets a process die at its n-th call from now, before or after that is done: from then on it reaches nothing. What is
// returned says whether that has happened.
func (t *tap) cut(n int, after bool) (reached func() bool) {
	calls := 0
	t.set(func() outcome {
		switch calls++; {
		case calls < n:
			return done
		case calls == n && after:
			return lost
		}
		return failed
	})
	return func() bool {
		t.mu.Lock()
		defer t.mu.Unlock()
		return calls >= n
	}
}

// etcd is an interceptor of the client.
func (t *tap) etcd(ctx context.Context, method string, q, r any, c *grpc.ClientConn, call grpc.UnaryInvoker, o ...grpc.CallOption) error {
	txn, ok := q.(*pb.TxnRequest)
	if !ok || len(txn.Success) == 0 || txn.Success[0].GetRequestDeleteRange() != nil { // a leader that resigns
		return call(ctx, method, q, r, c, o...)
	}
	what := t.next()
	if what != failed {
		if err := call(ctx, method, q, r, c, o...); err != nil || what == done {
			return err
		}
	}
	return status.Error(codes.Unavailable, "the connection broke")
}

// s3 is a proxy before the object store.
func (t *tap) s3(to http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		what := t.next()
		if what == lost {
			to.ServeHTTP(httptest.NewRecorder(), r)
		}
		if what != done {
			w.WriteHeader(http.StatusForbidden) // which the client does not try again by itself
			return
		}
		to.ServeHTTP(w, r)
	})
}

// tapped puts a tap between the world's engine and its services. The engine that leads is replaced.
func (w *world) tapped() *tap {
	w.t.Helper()
	t := &tap{}
	w.stop()
	w.store = must(store.Open(w.t.Context(), clientv3.Config{
		Endpoints: own.EtcdEndpoints, DialOptions: []grpc.DialOption{grpc.WithChainUnaryInterceptor(t.etcd)},
	}))
	s := w.store
	w.t.Cleanup(func() { s.Close() })
	quiet := func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) }
	proxy := httptest.NewServer(t.s3(&httputil.ReverseProxy{ErrorHandler: quiet, Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(must(url.Parse(own.S3.Endpoint)))
		r.Out.Host = r.In.Host // it is signed
	}}))
	w.t.Cleanup(proxy.Close)
	cfg := blob.Config{Endpoint: proxy.URL, PublicEndpoint: own.S3.Endpoint, AccessKey: own.S3.AccessKey, SecretKey: own.S3.SecretKey, Region: own.S3.Region, Bucket: own.S3.Bucket}
	w.cfg.Store, w.cfg.Blob = w.store, must(blob.Open(w.t.Context(), cfg))
	w.lead()
	return t
}
