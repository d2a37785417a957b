package main

// mutant is a bug and the invariant that finds it, as test/invariant words it.
type mutant struct {
	bug       string
	file      string // in src
	old, new  string // old occurs once in file
	invariant string
}

// beforeTheStart names the bugs that show before the training: the suite that begins with it would never meet them.
var beforeTheStart = map[string]bool{
	"a funder who goes before the start is still counted": true,
	"failed pledges are kept":                             true,
	"the budget can be topped up before the start":        true,
}

var mutants = []mutant{
	{"a lost bond stays in the bonds too", "Ledger.sol",
		"        _totals.bonds -= amount;\n        _totals.budget += amount;", "        _totals.budget += amount;", "holds what it owes"},
	{"a refund is not counted", "Ledger.sol", "        _totals.refunded += amount;\n", "", "pledges accounted for"},
	{"a pledge is booked as a gift", "Ledger.sol", "        _totals.pledged += amount;\n", "        _totals.forfeited += amount;\n", "pledged"},
	{"half of a refund is booked as a reward", "Ledger.sol", "        _totals.refunded += amount;\n",
		"        _totals.refunded += amount / 2;\n        _totals.earned += amount - amount / 2;\n        _totals.claimed += amount - amount / 2;\n", "refunded"},
	{"a reward is paid out of the bonds", "Ledger.sol", "        _totals.claimed += amount;\n", "        _totals.claimed += 2 * amount;\n        _totals.bonds += amount;\n", "claimed"},
	{"a challenger who is right is paid the whole bond", "Campaign.sol", "uint96 award = t.bond / 2;", "uint96 award = t.bond;", "forfeited"},
	{"a refund takes the stake of all, not of the funder", "Campaign.sol", "stakeOf[msg.sender] = have - stake;", "stakeOf[msg.sender] = have;", "stakes"},
	{"a funder who goes before the start is still counted", "Campaign.sol", "p == Phase.Pledging) _totals.funders -= 1;", "p == Phase.Failed) _totals.funders -= 1;", "funders"},
	{"silence pays the challenger twice", "Campaign.sol", "            creditOf[challenger] += bond;\n", "            creditOf[challenger] += 2 * bond;\n", "bonds"},
	{"a claim pays what was paid before too", "Campaign.sol", "        amount = cumulative - before;\n", "        amount = cumulative;\n", "everybody gets out in the end"},
	{"stakes leave while an epoch is pending", "Campaign.sol", "        if (_totals.dueAt != 0) revert EpochPending(_totals.epoch + 1);\n", "", "stakes leave exactly when they may"},
	{"a closed campaign opens again when its budget is gone", "Campaign.sol", "if (_totals.closedAt != 0) return Phase.Closed;", "if (_totals.closedAt != 0 && block.timestamp % 2 == 0) return Phase.Closed;", "no way back from closed or failed"},
	{"failed pledges are kept", "Campaign.sol", "if (p == Phase.Ready) revert", "if (p == Phase.Ready || p == Phase.Failed) revert", "everybody gets out in the end"},
	{"a campaign can be closed again and again", "Campaign.sol", "_totals.startedAt == 0 || _totals.closedAt != 0 || _totals", "_totals.startedAt == 0 || _totals", "closed once"},
	{"the budget can be topped up before the start", "Campaign.sol", "        _require(t, Phase.Active);\n        if (amount == 0) revert ZeroAmount();\n", "        if (amount == 0) revert ZeroAmount();\n", "before the start a refund is the pledge"},
	{"bonds are paid to the arbitrator", "Campaign.sol", "        emit CreditWithdrawn(msg.sender, to, amount);\n", "        to = terms().arbitrator;\n", "the arbitrator receives nothing"},
	{"refunds are paid to the creator", "Campaign.sol", "        emit Refunded(msg.sender, to, stake, amount);\n", "        to = t.creator;\n", "the creator receives nothing"},
	{"a ruling makes an epoch final at once", "Campaign.sol", "if (settleable()) _finalize(t.bond);", "_finalize(t.bond);", "epochCap a challenge window"},
	{"the epoch cap is not looked at", "Campaign.sol", "if (increment > t.epochCap) revert", "if (increment > 2 * uint256(t.cap)) revert", "epochCap a challenge window"},
	{"an epoch is left out of the lineage", "Campaign.sol", "abi.encode(lineage, _totals.epoch,", "abi.encode(bytes32(0), _totals.epoch,", "lineage"},
	{"there is no door", "Campaign.sol", "        if (block.timestamp < door && block.timestamp < _totals.leavingUntil) revert TooEarly(door);\n", "", "there is a door after every epoch while somebody leaves"},
	{"anybody posts at any time", "Campaign.sol", "        if (msg.sender != t.poster && !idle) revert NotAllowed(msg.sender);\n", "", "others post for an idle poster only"},
	{"spending is not taken off the next refund's", "Ledger.sol", "        if (spent != 0) _totals.spent += spent;\n", "", "no more is paid for than was earned"},
	{"refunds round up", "Ledger.sol", "return uint128(uint256(whole) * part / parts);", "return uint128((uint256(whole) * part + parts - 1) / parts);", "who stays loses nothing"},
	{"a unit of each refund stays behind", "Campaign.sol", "        _bookRefund(uint128(stake), paid, spent);\n", "        if (paid != 0) paid -= 1;\n        _bookRefund(uint128(stake), paid, spent);\n", "everybody is out and nothing is left"},
	{"a stall never ends", "Campaign.sol", "block.timestamp > uint256(_totals.progressAt) + t.stallTimeout\n            || block.timestamp > uint256(_totals.startedAt) + t.maxDuration ||", "", "everybody gets out in the end"},
	{"an epoch is posted for ten times its sum", "Campaign.sol", "        p.increment = uint96(increment); //", "        p.increment = uint96(10 * increment); //", "the pending epoch is covered"},
	{"an announcement is forgotten", "BondVault.sol", "n.leaving = n.leaving - b.leaving + uint120(amount);", "n.leaving = n.leaving - b.leaving;", "staying bonds on a node"},
	{"an award is paid twice over", "BondVault.sol", "_giveBack(t, amount - award);", "_giveBack(t, amount);", "forfeited"},
	{"an accuser gets more than its bond back", "BondVault.sol", "            creditOf[c.accuser] += t.bond;\n", "            creditOf[c.accuser] += 2 * t.bond;\n", "the vault holds what it owes"},
	{"a withdrawn bond stays on the node", "BondVault.sol", "        _nodes[node].bonded -= uint120(amount);\n", "", "bonds on a node"},
	{"announcements add up", "BondVault.sol", "n.leaving = n.leaving - b.leaving + uint120(amount);", "n.leaving = n.leaving + uint120(amount);", "panic: arithmetic underflow"},
	{"a slashed bond that was leaving can be withdrawn", "BondVault.sol",
		"        if (_nodes[node].slashed) revert NodeSlashed(node);\n        Bond storage b = _bonds[node][msg.sender];\n        amount",
		"        Bond storage b = _bonds[node][msg.sender];\n        if (_nodes[node].slashed) _nodes[node].bonded = _nodes[node].leaving = b.leaving;\n        amount", "what is slashed stays slashed"},
	{"a whole bond cannot be announced", "BondVault.sol", "        if (n.slashed) revert NodeSlashed(node);\n        if (amount > b.amount)",
		"        if (n.slashed || amount == b.amount) revert NodeSlashed(node);\n        if (amount > b.amount)",
		"bonds can be announced for withdrawal unless they are lost"},
	{"bonds leave at once", "BondVault.sol", "        if (block.timestamp < freeAt) revert TooEarly(freeAt);\n", "", "no bond leaves before its delay"},
	{"each accusation holds a bond anew", "BondVault.sol", "freeAt += _trial(campaign().terms());", "freeAt = _accusations[node].ruleBy;", "no accusation holds a bond for longer than one trial"},
	{"a bond is lost twice", "BondVault.sol", "        if (amount == 0) revert NothingBonded(node);\n", "", "two signatures cost a bond, and once"},
	{"the arbitrator need not hear the accused", "BondVault.sol", "        if (!c.answered && block.timestamp < ripe) revert TooEarly(ripe);\n", "", "the accused is heard, and judged in time"},
	{"late bonds go to whoever has a stake left", "BondVault.sol", "bool isLate = totals.stakes == 0 || c.phase() != ICampaign.Phase.Active;", "bool isLate = totals.stakes == 0;", "two signatures cost a bond, and once"},
	{"restitution is paid again and again", "BondVault.sol", "        restitutedTo[msg.sender] += amount;\n", "", "the vault holds what it owes"},
	{"everybody gets all shares", "ModelShares.sol", "c.claimedBy(account) * (BPS - fundersBps) / BPS", "c.claimedBy(account)", "nor due"},
	{"shares are minted again and again", "ModelShares.sol", "        mintedFor[account] = minted + amount;\n", "", "nobody is minted more than it is due"},
	{"late minters get no earlier revenue", "ModelShares.sol", "        _owed[account] += amount * revenuePerShare;\n", "", "late minters lose nothing, but for a unit an account"},
	{"revenue follows shares that are sold", "ModelShares.sol", "        _count(to); // nobody burns: `to` is never zero\n", "", "no more revenue is owed than was paid in"},
	{"revenue is paid again and again", "ModelShares.sol", "        _owed[msg.sender] %= SCALE;\n", "", "no more revenue is owed than was paid in"},
	{"who leaves with all has to stay", "Campaign.sol", "        if (stake > stakeOf[msg.sender]) revert", "        if (stake >= stakeOf[msg.sender]) revert", "who has a stake in a training can announce to leave it"},
	{"what is not due is settled in silence", "Campaign.sol", "        if (!_settle()) revert NotDue();\n", "        _settle();\n", "what is due can be settled, and nothing else"},
	{"a claim is forgotten", "Campaign.sol", "        claimedBy[msg.sender] = cumulative;\n", "", "everybody gets out in the end"},
	{"who leaves has paid for half", "Campaign.sol", "        if (spent != 0) _spent[msg.sender] += spent;\n", "        if (spent != 0) _spent[msg.sender] += spent / 2;\n", "and no less, but for a unit a funder"},
	{"late bonds are promised twice", "BondVault.sol", "            late += amount;\n", "            late += 2 * amount;\n", "late"},
	{"half of the restitution stays in the vault", "BondVault.sol", "c.totals().earned) - restitutedTo", "2 * uint256(c.totals().earned)) - restitutedTo", "no bond, but for a unit of restitution a funder"},
	{"half of the funders' shares stay unminted", "ModelShares.sol", "c.spentOf(account) * fundersBps / BPS", "c.spentOf(account) * fundersBps / (2 * BPS)", "all shares are minted, but for a unit an account"},
	{"shares are minted while the training runs", "ModelShares.sol", "        if (c.phase() != ICampaign.Phase.Closed) revert WrongPhase(c.phase());\n        uint256 minted", "        uint256 minted", "shares are minted after the end, to whom they are due"},
	{"shares have no ceiling", "ModelShares.sol", "        if (amount > room) amount = room;\n", "        amount *= 2;\n", "no more shares than spending"},
	{"revenue is paid short of a unit", "ModelShares.sol", "safeTransfer(to, amount);", "safeTransfer(to, amount - 1);", "the shares hold what they owe"},
	{"the current root pays nothing yet", "Campaign.sol", "if (proven != root && proven != previousRoot)", "if (proven != previousRoot)", "what is final can be claimed"},
}
