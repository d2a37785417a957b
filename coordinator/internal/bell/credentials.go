package bell

import (
	"fmt"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nkeys"

	quirev1 "quire/proto/quire/v1"
)

// What a trainer's connection may do beyond its subjects.
const (
	// CredentialsFor is how long credentials last: a trainer joins again once a day at least.
	CredentialsFor = 24 * time.Hour

	payloadBytesMax  = 1024 // a pull has 40 bytes; the server closes the connection of who sends more
	subscriptionsMax = 8    // an inbox or two
	userKeyChars     = 56
)

// Credentials lets the holder of the nkey userKey listen for campaign as node, until CredentialsFor after now. userKey
// is the public half ("U…") of a key that the trainer made. The error is ErrUserKey or ErrCampaign. It does no I/O; the
// campaign's consumer is Ensure's affair.
func (b *Bell) Credentials(campaign string, node common.Address, userKey string, now time.Time) (*quirev1.Doorbell, error) {
	if !campaignForm.MatchString(campaign) {
		return nil, fmt.Errorf("%w: %.60q", ErrCampaign, campaign)
	}
	// The decoder lets some longer strings pass.
	if len(userKey) != userKeyChars || !nkeys.IsValidPublicUserKey(userKey) {
		return nil, fmt.Errorf("%w: %.60q is not a user's public nkey (56 characters, U…)", ErrUserKey, userKey)
	}
	// Subjects are case sensitive: the checksummed spelling of an address would be another inbox.
	name := strings.ToLower(node.Hex())
	inbox := "_INBOX." + name
	expires := now.Add(CredentialsFor).Truncate(time.Second)

	user := jwt.NewUserClaims(userKey)
	user.Name, user.IssuerAccount = name, b.account
	user.Expires = expires.Unix()
	user.Permissions.Pub.Allow.Add(NextSubject+"."+campaign, AckSubject+"."+campaign+".>")
	user.Permissions.Sub.Allow.Add(inbox + ".>")
	user.Limits.Payload, user.Limits.Subs = payloadBytesMax, subscriptionsMax
	user.AllowedConnectionTypes.Add(jwt.ConnectionTypeStandard, jwt.ConnectionTypeWebsocket)
	token, err := user.Encode(b.signer)
	if err != nil {
		return nil, fmt.Errorf("bell: sign credentials: %w", err)
	}
	return &quirev1.Doorbell{
		Urls: b.urls, Jwt: token, Stream: Stream, Consumer: campaign, InboxPrefix: inbox, ExpiresMs: expires.UnixMilli(),
	}, nil
}
