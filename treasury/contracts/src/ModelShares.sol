// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICampaign} from "./ICampaign.sol";

/// @title Ownership of a trained model
/// @notice One unit of the campaign's token that was earned is one share: `fundersBps` ten-thousandths of it for whoever
/// paid, the rest for whoever earned it. Money that went home buys nothing. Powers: none; anyone can have an account's
/// shares minted, to that account.
///
/// Shares are minted late, by proof: what an account has paid for (`spentOf`) and claimed (`claimedBy`) stands in the
/// campaign once it is Closed. **Late minters lose nothing**: revenue is divided by `earned`, which is final and which all
/// shares ever minted never exceed, not by the shares minted so far; and a share receives at its minting all revenue since
/// the end. What belongs to shares that nobody has minted waits for them. Votes count from the minting on.
///
/// Transfers and revenue are allowed if the terms say so.
///
/// @dev A clone per campaign, with the campaign's address as its immutable argument. Vote checkpoints are by timestamp.
contract ModelShares is ERC20Votes, ERC20Permit, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    uint256 private constant BPS = 10_000;
    /// Revenue per share is kept in units of 2⁻¹²⁸. Nothing overflows: revenue is kept below 2¹²⁸, and shares × revenuePerShare
    /// ≤ earned × revenuePerShare ≤ revenue × SCALE.
    uint256 private constant SCALE = 1 << 128;
    string private constant NAME = "Quire Model Share";

    /// @notice What an account has had minted.
    mapping(address account => uint256) public mintedFor;
    /// @notice All revenue per share since the end, × 2¹²⁸.
    uint256 public revenuePerShare;
    /// @notice Sum of all revenue.
    uint256 public revenue;
    mapping(address holder => uint256) private _countedTo; // revenuePerShare up to which _owed is complete
    mapping(address holder => uint256) private _owed; // × 2¹²⁸
    uint256 private _remainder; // of the last division by earned, × 2¹²⁸

    /// @notice The campaign is not Closed.
    error WrongPhase(ICampaign.Phase phase);
    /// @notice The account has nothing to mint.
    error NothingToMint(uint256 minted);
    /// @notice The terms do not allow transfers.
    error NotTransferable();
    /// @notice The terms do not allow revenue.
    error NoRevenue();
    /// @notice The amount is zero.
    error ZeroAmount();
    /// @notice More revenue than could ever be counted.
    error TooMuchRevenue(uint256 room);
    /// @notice The receiver is the zero address or this contract.
    error BadReceiver(address to);
    /// @notice The token did not deliver exactly what was sent.
    error InexactTransfer(uint256 expected, uint256 received);

    /// @notice `from` paid in `amount` for all shares.
    event Revenue(address indexed from, uint256 amount);
    /// @notice `holder` was paid `amount` of revenue at `to`.
    event RevenueClaimed(address indexed holder, address indexed to, uint256 amount);

    constructor() ERC20(NAME, "QMS") ERC20Permit(NAME) {}

    /// @notice Mints what `account` is due, as one who paid and as one who earned, and has not had minted. Anyone.
    /// Rounded down, each of the two, once over the whole: no more is lost by minting in parts.
    function mint(address account) external nonReentrant returns (uint256 amount) {
        ICampaign c = campaign();
        if (c.phase() != ICampaign.Phase.Closed) revert WrongPhase(c.phase());
        uint256 minted = mintedFor[account];
        uint256 due = _due(c, account);
        if (due <= minted) revert NothingToMint(minted);
        amount = due - minted;
        // A stake that leaves in parts is rounded down at each: units that were minted for it may be due to others by now.
        uint256 room = c.totals().earned - totalSupply(); // ≥ 0: nothing is minted beyond it
        if (amount > room) amount = room;
        if (amount == 0) revert NothingToMint(minted);
        mintedFor[account] = minted + amount;
        _owed[account] += amount * revenuePerShare;
        _mint(account, amount);
    }

    /// @notice All shares that an account can have minted by now, those it has had included.
    function dueTo(address account) external view returns (uint256) {
        return _due(campaign(), account);
    }

    function _due(ICampaign c, address account) private view returns (uint256) {
        uint256 fundersBps = c.terms().fundersBps;
        // Below 2^128 × 10,000.
        return c.spentOf(account) * fundersBps / BPS + c.claimedBy(account) * (BPS - fundersBps) / BPS;
    }

    /// @notice Divides `amount` of the campaign's token, which the caller has approved, among all shares, minted or not.
    function deposit(uint256 amount) external nonReentrant {
        ICampaign c = campaign();
        ICampaign.Terms memory t = c.terms();
        uint256 total = c.totals().earned;
        if (!t.revenue) revert NoRevenue();
        if (c.phase() != ICampaign.Phase.Closed || total == 0) revert WrongPhase(c.phase());
        if (amount == 0) revert ZeroAmount();
        if (amount >= SCALE - revenue) revert TooMuchRevenue(SCALE - 1 - revenue);
        revenue += amount;
        uint256 scaled = amount * SCALE + _remainder; // < 2^256: the remainder is below earned < SCALE, amount below SCALE
        revenuePerShare += scaled / total;
        _remainder = scaled % total;
        emit Revenue(msg.sender, amount);
        uint256 before = t.token.balanceOf(address(this));
        t.token.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = t.token.balanceOf(address(this)) - before;
        if (received != amount) revert InexactTransfer(amount, received);
    }

    /// @notice Pays the caller the revenue of its shares to `to`.
    function claimRevenue(address to) external nonReentrant returns (uint256 amount) {
        _count(msg.sender);
        amount = _owed[msg.sender] / SCALE; // rounded down; the fraction stays owed
        if (amount == 0) revert ZeroAmount();
        if (to == address(0) || to == address(this)) revert BadReceiver(to);
        _owed[msg.sender] %= SCALE;
        emit RevenueClaimed(msg.sender, to, amount);
        campaign().terms().token.safeTransfer(to, amount);
    }

    /// @notice What `claimRevenue` would pay `holder`.
    function revenueOf(address holder) external view returns (uint256) {
        return (_owed[holder] + _uncounted(holder)) / SCALE;
    }

    function _count(address holder) private {
        uint256 more = _uncounted(holder);
        _countedTo[holder] = revenuePerShare;
        if (more != 0) _owed[holder] += more;
    }

    function _uncounted(address holder) private view returns (uint256) {
        return balanceOf(holder) * (revenuePerShare - _countedTo[holder]);
    }

    function _update(address from, address to, uint256 value) internal override(ERC20, ERC20Votes) {
        if (from != address(0)) {
            if (!campaign().terms().transferable) revert NotTransferable();
            _count(from);
        }
        _count(to); // nobody burns: `to` is never zero
        super._update(from, to, value);
    }

    // -------------------------------------------------------------------------------------------------- views

    /// @notice The campaign.
    function campaign() public view returns (ICampaign) {
        return ICampaign(address(bytes20(Clones.fetchCloneArgs(address(this)))));
    }

    /// @notice The name; in the code, because a clone has no constructor.
    function name() public pure override returns (string memory) {
        return NAME;
    }

    /// @notice The symbol.
    function symbol() public pure override returns (string memory) {
        return "QMS";
    }

    /// @notice Those of the campaign's token.
    function decimals() public view override returns (uint8) {
        return IERC20Metadata(address(campaign().terms().token)).decimals();
    }

    /// @notice Votes are counted by time.
    function clock() public view override returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @notice As ERC-6372 wants it.
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    /// @notice The next nonce of a permit or a delegation by signature.
    function nonces(address owner) public view override(ERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }
}
