package call

import (
	"context"
	"errors"
	"math/rand/v2"
	"strconv"
	"time"

	"connectrpc.com/connect"
)

// Patience is how long a person's command goes on asking a coordinator that says "come back": longer than the takeover
// by another one takes.
const Patience = 30 * time.Second

// advisedMax bounds the pause that an answer may ask for (RFC 9110, Retry-After in seconds).
const advisedMax = 10 * time.Second

// Patient returns an interceptor for unary calls that may be repeated. An answer that says when to come back is obeyed
// until limit has passed; then, and at once for any other error, the caller gets the error. So a command survives a
// takeover, and a wrong address is still reported at once. It is safe for concurrent use.
func Patient(limit time.Duration) connect.Interceptor {
	return connect.UnaryInterceptorFunc(func(next connect.UnaryFunc) connect.UnaryFunc {
		return func(ctx context.Context, q connect.AnyRequest) (connect.AnyResponse, error) {
			until := time.Now().Add(limit)
			for {
				r, err := next(ctx, q)
				pause, ok := Advised(err)
				pause = min(pause, advisedMax)
				if !ok || time.Now().Add(pause).After(until) {
					return r, err
				}
				pause += rand.N(pause/2 + 1) // callers who came together do not come back together
				select {
				case <-ctx.Done():
					return r, err
				case <-time.After(pause):
				}
			}
		}
	})
}

// Advised returns the pause that a refusal asks for, if it does.
func Advised(err error) (time.Duration, bool) {
	var refusal *connect.Error
	if !errors.As(err, &refusal) {
		return 0, false
	}
	seconds, err := strconv.ParseUint(refusal.Meta().Get("Retry-After"), 10, 16)
	return time.Duration(seconds) * time.Second, err == nil
}
