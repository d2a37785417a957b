// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {CampaignFactory} from "../src/CampaignFactory.sol";
import {BondVault} from "../src/BondVault.sol";
import {ICampaign} from "../src/ICampaign.sol";
import {ModelShares} from "../src/ModelShares.sol";
import {Submissions} from "../src/Submissions.sol";

/// What forge offers to tests; only what ours use.
interface Vm {
    function warp(uint256) external;
    function prank(address) external;
    function startPrank(address) external;
    function stopPrank() external;
    function assume(bool) external pure;
    function expectRevert(bytes calldata) external;
    function expectPartialRevert(bytes4) external;
    function expectEmit(bool, bool, bool, bool, address) external;
    function addr(uint256) external pure returns (address);
    function sign(uint256, bytes32) external pure returns (uint8, bytes32, bytes32);
    function readFile(string calldata) external view returns (string memory);
    function expectRevert() external;
    function snapshotGasLastCall(string calldata, string calldata) external returns (uint256);
    function parseJsonBytes(string calldata, string calldata) external pure returns (bytes memory);
    function parseJsonBytes32(string calldata, string calldata) external pure returns (bytes32);
    function parseJsonBytes32Array(string calldata, string calldata) external pure returns (bytes32[] memory);
    function parseJsonUint(string calldata, string calldata) external pure returns (uint256);
    function parseJsonAddress(string calldata, string calldata) external pure returns (address);
    function keyExistsJson(string calldata, string calldata) external view returns (bool);
    function toString(uint256) external pure returns (string memory);
    function assertEq(uint256, uint256, string calldata) external pure;
    function assertEq(bytes32, bytes32, string calldata) external pure;
    function assertEq(address, address, string calldata) external pure;
    function assertLe(uint256, uint256, string calldata) external pure;
    function assertGe(uint256, uint256, string calldata) external pure;
    function assertTrue(bool, string calldata) external pure;
}

/// A token that can be made to misbehave: take fees, block accounts, call back.
contract Token is ERC20Permit {
    mapping(address account => bool) public blocked;
    uint256 public feeBps;
    address private target;
    bytes private callback;

    constructor() ERC20("Test Dollar", "TUSD") ERC20Permit("Test Dollar") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function setBlocked(address who, bool yes) external {
        blocked[who] = yes;
    }

    function setFee(uint256 bps) external {
        feeBps = bps;
    }

    /// Every transfer from now on calls `to` with `data` and reverts as that does.
    function setCallback(address to, bytes calldata data) external {
        (target, callback) = (to, data);
    }

    function _update(address from, address to, uint256 value) internal override {
        require(!blocked[from] && !blocked[to], "blocked");
        uint256 fee = from == address(0) || to == address(0) ? 0 : value * feeBps / 10_000;
        super._update(from, to, value - fee);
        if (fee != 0) super._update(from, address(0), fee);
        if (target == address(0)) return;
        (bool ok, bytes memory why) = target.call(callback);
        if (!ok) {
            assembly ("memory-safe") {
                revert(add(why, 32), mload(why))
            }
        }
    }
}

/// Paths in the tree that the contract builds.
library Tree {
    function proof(bytes32[] memory leaves, uint256 index) internal pure returns (bytes32[] memory path) {
        bytes32[] memory hashes = new bytes32[](leaves.length);
        for (uint256 i = 0; i < leaves.length; ++i) {
            hashes[i] = leaves[i];
        }
        bytes32[] memory long = new bytes32[](40);
        uint256 k;
        for (uint256 n = hashes.length; n > 1; n = (n + 1) / 2) {
            if (index ^ 1 < n) long[k++] = hashes[index ^ 1];
            for (uint256 i = 0; i < (n + 1) / 2; ++i) {
                if (2 * i + 1 == n) hashes[i] = hashes[2 * i];
                else hashes[i] = node(hashes[2 * i], hashes[2 * i + 1]);
            }
            index /= 2;
        }
        path = new bytes32[](k);
        for (uint256 i = 0; i < k; ++i) {
            path[i] = long[i];
        }
    }

    function node(bytes32 a, bytes32 b) internal pure returns (bytes32) {
        return a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
    }
}

/// Nodes that sign.
library Node {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    function submission(bytes32 spec, uint256 task, uint256 output)
        internal
        pure
        returns (Submissions.Submission memory)
    {
        return Submissions.Submission(spec, bytes32(task), 1, bytes32(output), 0);
    }

    /// As proto/sign writes it: r | s | v with v = 0 or 1.
    function sign(BondVault vault, uint256 key, Submissions.Submission memory s) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 ss) = vm.sign(key, vault.digest(s));
        return abi.encodePacked(r, ss, v - 27);
    }
}

/// A campaign with its people: goal 1000, cap 5000, epochs of at most 500, bonds of 10 (all × 1e6), 3 and 6 day windows.
abstract contract Base {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    address internal constant POSTER = address(0x1001);
    address internal constant ARBITRATOR = address(0x1002);
    address internal constant CREATOR = address(0x1003);
    address internal constant ANN = address(0xa1);
    address internal constant BOB = address(0xb2);
    address internal constant CARL = address(0xc3);
    address internal constant DORA = address(0xd4);

    Token internal token;
    CampaignFactory internal factory;
    ICampaign internal campaign;
    BondVault internal vault;
    ModelShares internal shares;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        token = newToken();
        factory = new CampaignFactory();
        vm.prank(CREATOR);
        use(factory.create(terms()));
        give(POSTER, 1e30);
    }

    function newToken() internal virtual returns (Token) {
        return new Token();
    }

    function use(address at) internal {
        campaign = ICampaign(at);
        vault = BondVault(campaign.vault());
        shares = ModelShares(campaign.shares());
    }

    function terms() internal view returns (ICampaign.Terms memory t) {
        t.token = token;
        t.poster = POSTER;
        t.arbitrator = ARBITRATOR;
        t.goal = 1_000e6;
        t.cap = 5_000e6;
        t.epochCap = 500e6;
        t.bond = 10e6;
        t.deadline = uint40(block.timestamp + 30 days);
        t.startGrace = 7 days;
        t.challengeWindow = 3 days;
        t.arbitrationWindow = 6 days;
        t.stallTimeout = 21 days;
        t.maxDuration = 365 days;
        t.exitNotice = 7 days;
        t.exitGap = 1 days;
        t.unbondDelay = 14 days;
        t.fundersBps = 6_000;
        t.reporterBps = 1_000;
        t.transferable = true;
        t.revenue = true;
        t.spec = keccak256("spec");
    }

    function bound(uint256 x, uint256 lo, uint256 hi) internal pure returns (uint256) {
        if (x >= lo && x <= hi) return x;
        return lo + x % (hi - lo + 1);
    }

    function give(address who, uint256 amount) internal {
        token.mint(who, amount);
        vm.startPrank(who);
        token.approve(address(campaign), type(uint256).max);
        token.approve(address(vault), type(uint256).max);
        token.approve(address(shares), type(uint256).max);
        vm.stopPrank();
    }

    function pledge(address who, uint256 amount) internal {
        give(who, amount);
        vm.prank(who);
        campaign.pledge(amount);
    }

    /// Ann pledged 600, Bob 900, and the training runs.
    function started() internal {
        pledge(ANN, 600e6);
        pledge(BOB, 900e6);
        vm.prank(CREATOR);
        campaign.start();
    }

    function row(address who, uint256 before, uint256 delta) internal pure returns (bytes memory) {
        return abi.encodePacked(who, uint128(before), uint128(delta));
    }

    function post(bytes memory rows, bool last) internal {
        uint32 next = campaign.totals().epoch + (campaign.settleable() ? 2 : 1); // posting settles an epoch that is due
        vm.prank(POSTER);
        campaign.postEpoch(next, rows, keccak256("checkpoint"), keccak256("manifest"), last);
    }

    function challenge(address who) internal {
        give(who, 10e6);
        uint32 posting = campaign.pending().posting;
        vm.prank(who);
        campaign.challenge(posting, keccak256("evidence"));
    }

    function rule(bool stands) internal {
        uint32 posting = campaign.pending().posting;
        vm.prank(ARBITRATOR);
        campaign.rule(posting, stands);
    }

    function wait_(uint256 time) internal {
        vm.warp(block.timestamp + time);
    }

    function refund(address who, uint256 stake) internal returns (uint256) {
        vm.prank(who);
        return campaign.refund(stake, who);
    }

    function inPhase(ICampaign.Phase p) internal view {
        vm.assertEq(uint256(campaign.phase()), uint256(p), "phase");
    }

    function wrongPhase(ICampaign.Phase p) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICampaign.WrongPhase.selector, p);
    }

    /// The account of the campaign always adds up, and it holds exactly what it owes.
    function balanced() internal view {
        ICampaign.Totals memory t = campaign.totals();
        vm.assertEq(
            token.balanceOf(address(campaign)), uint256(t.budget) + t.earned - t.claimed + t.bonds, "holds what it owes"
        );
        vm.assertEq(
            uint256(t.pledged) + t.forfeited, uint256(t.budget) + t.earned + t.refunded, "pledges accounted for"
        );
    }
}
