package main

import (
	"context"
	"crypto/ecdsa"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"connectrpc.com/connect"

	"quire/coordinator/campaign"
	"quire/proto/call"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
	"quire/trainer/internal/data"
	"quire/trainer/internal/retry"
	"quire/trainer/internal/worker"
)

const (
	// callTimeout bounds one call of a command; the worker has its own.
	callTimeout = 20 * time.Second
	// replyBytesMax bounds a reply: the spec and a page of the ledger are the largest.
	replyBytesMax = 16 << 20
)

// remote is a campaign on a coordinator.
type remote struct {
	base string // "http://host:7070"
	name string
}

var nameForm = regexp.MustCompile(`^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$`)

// parseRemote reads a campaign's URL as the dashboard shows it.
func parseRemote(text string) (remote, error) {
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return remote{}, fmt.Errorf("%w: %.200q is not the URL of a campaign, which looks like http://host:7070/c/NAME", errUsage, text)
	}
	path, name, ok := strings.Cut(strings.TrimSuffix(u.Path, "/"), "/c/")
	if !ok || !nameForm.MatchString(name) || u.RawQuery != "" || u.User != nil {
		return remote{}, fmt.Errorf("%w: %.200q names no campaign: the URL ends in /c/NAME", errUsage, text)
	}
	return remote{u.Scheme + "://" + u.Host + path, name}, nil
}

func (r remote) url() string { return r.base + "/c/" + r.name }

func (r remote) public() quirev1connect.PublicServiceClient {
	return quirev1connect.NewPublicServiceClient(data.NewClient(), r.base, connect.WithReadMaxBytes(replyBytesMax),
		connect.WithInterceptors(call.Patient(call.Patience)))
}

// contributor returns a client whose calls are signed, about the campaign with this spec.
func (r remote) contributor(key *ecdsa.PrivateKey, spec canon.Digest) quirev1connect.ContributorServiceClient {
	client := data.NewClient()
	client.Transport = &call.Transport{Key: key, Now: time.Now, Base: client.Transport, Campaign: spec}
	return quirev1connect.NewContributorServiceClient(client, r.base, connect.WithReadMaxBytes(replyBytesMax))
}

// headline reads the campaign, with a checked spec. It asks for patience before it gives up.
func (r remote) headline(ctx context.Context, patience time.Duration) (*quirev1.Campaign, campaign.Spec, error) {
	m, err := insist(ctx, r, patience, func(ctx context.Context) (*connect.Response[quirev1.GetCampaignResponse], error) {
		return r.public().GetCampaign(ctx, connect.NewRequest(&quirev1.GetCampaignRequest{Campaign: r.name}))
	})
	if err != nil {
		return nil, campaign.Spec{}, err
	}
	spec, err := checkSpec(r.name, m.Msg.GetSpec())
	if err == nil && canon.Sum(m.Msg.GetSpec()).String() != m.Msg.GetCampaign().GetSpecDigest() {
		err = fmt.Errorf("%s: the spec has another digest than the campaign says", r.url())
	}
	return m.Msg.GetCampaign(), spec, err
}

// checkSpec reads a spec that a coordinator sent.
func checkSpec(name string, b []byte) (campaign.Spec, error) {
	spec, err := campaign.DecodeSpec(b)
	if err != nil {
		return spec, fmt.Errorf("the coordinator sent a spec that this version (%s) cannot work with: %w", version(), err)
	}
	if spec.Name != name {
		return spec, fmt.Errorf("the coordinator sent the spec of campaign %q for %q", spec.Name, name)
	}
	return spec, nil
}

// insist repeats a call that is not answered, until patience has passed.
func insist[R any](ctx context.Context, r remote, patience time.Duration, call func(context.Context) (R, error)) (R, error) {
	until := time.Now().Add(patience)
	pauses := retry.Backoff{First: 250 * time.Millisecond, Max: 5 * time.Second}
	for {
		c, cancel := context.WithTimeout(ctx, callTimeout)
		answer, err := call(c)
		cancel()
		if err == nil {
			return answer, nil
		}
		if ctx.Err() != nil {
			return answer, context.Cause(ctx)
		}
		if pause, asked := worker.ComeBack(err); asked { // it does answer, so patience is not spent
			if err := retry.Sleep(ctx, pause); err != nil {
				return answer, err
			}
			until = until.Add(pause)
			continue
		}
		switch connect.CodeOf(err) {
		case connect.CodeNotFound:
			return answer, fmt.Errorf("%w: %s: %w: check the name in the URL", errUsage, r.url(), err)
		case connect.CodeUnavailable, connect.CodeDeadlineExceeded, connect.CodeInternal, connect.CodeUnknown, connect.CodeResourceExhausted:
		default:
			return answer, fmt.Errorf("%w: %w", worker.ErrRefused, err)
		}
		if time.Now().After(until) {
			return answer, fmt.Errorf("%w: %s does not answer as a coordinator does: %w", data.ErrUnreachable, r.base, err)
		}
		if err := pauses.Wait(ctx); err != nil {
			return answer, err
		}
	}
}
