// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Bonds} from "./Bonds.sol";
import {Node, Token} from "./Kit.sol";
import {ICampaign} from "../src/ICampaign.sol";
import {Rows} from "../src/Rows.sol";
import {Submissions} from "../src/Submissions.sol";
import {TestToken} from "../src/TestToken.sol";

/// The least that such a contract can do: one tree forever, no clone, no term, no phase, no guard, no other book than what
/// it has to remember. For comparison, by the same rules with the same token.
contract Bare {
    using SafeERC20 for IERC20;

    IERC20 private immutable TOKEN;
    bytes32 private immutable ROOT;
    mapping(address funder => uint256) private stakeOf;
    uint256 private stakes;
    mapping(address account => uint256) private claimedBy;

    constructor(IERC20 token, bytes32 root) {
        (TOKEN, ROOT) = (token, root);
    }

    function pledge(uint256 amount) external {
        stakeOf[msg.sender] += amount;
        stakes += amount;
        TOKEN.safeTransferFrom(msg.sender, address(this), amount);
    }

    function claim(uint128 cumulative, bytes32[] calldata proof, address to) external {
        require(MerkleProof.processProofCalldata(proof, Rows.leaf(msg.sender, cumulative)) == ROOT);
        uint256 amount = cumulative - claimedBy[msg.sender];
        claimedBy[msg.sender] = cumulative;
        TOKEN.safeTransfer(to, amount);
    }
}

/// What each action costs as a transaction of its own, calldata and all. snapshots/Gas.json holds every figure to the unit.
/// forge-config: default.isolate = true
contract GasTest is Bonds {
    /// A token as plain as can be: the one that misbehaves costs more.
    function newToken() internal override returns (Token) {
        return Token(address(new TestToken()));
    }

    function measured(string memory action) internal returns (uint256) {
        return vm.snapshotGasLastCall("Gas", action);
    }

    /// The nth account of n, spread over the address space, and with few zero bytes, which cost less.
    function account(uint256 i) internal pure returns (address) {
        return address(uint160((i + 1) << 128 | type(uint128).max));
    }

    function rowsOf(uint256 n, uint256 before) internal pure returns (bytes memory rows) {
        bytes[] memory parts = new bytes[](n / 10);
        for (uint256 i = 0; i < n / 10; ++i) {
            for (uint256 j = 0; j < 10; ++j) {
                parts[i] = bytes.concat(parts[i], row(account(10 * i + j), before, 1e3));
            }
        }
        for (uint256 i = 0; i < parts.length; i += 10) {
            bytes memory hundred;
            for (uint256 j = i; j < i + 10 && j < parts.length; ++j) {
                hundred = bytes.concat(hundred, parts[j]);
            }
            rows = bytes.concat(rows, hundred);
        }
    }

    function test_gasCreate() public {
        ICampaign.Terms memory t = terms();
        t.goal = 7e6;
        factory.create(t);
        measured("create campaign, vault and shares");
    }

    function test_gasFunding() public {
        give(ANN, 2_000e6);
        give(BOB, 2_000e6);
        vm.prank(BOB);
        campaign.pledge(1e6);
        measured("pledge, first of the campaign");
        vm.prank(ANN);
        campaign.pledge(600e6);
        measured("pledge, new funder");
        vm.prank(ANN);
        campaign.pledge(1e6);
        measured("pledge, again");
        refund(ANN, 1e6);
        measured("refund, first of the campaign");
        refund(BOB, 1e5);
        measured("refund, in part");
        vm.prank(ANN);
        campaign.pledge(1_000e6);
        vm.prank(CREATOR);
        campaign.start();
        measured("start");
        vm.prank(ANN);
        campaign.announceExit(600e6);
        measured("announce an exit");
        wait_(7 days);
        refund(ANN, 600e6);
        measured("exit");
    }

    /// The second epoch, and its settlement: the usual ones.
    function epochs(uint256 n, string memory name) internal returns (uint256 gas) {
        started();
        post(rowsOf(n, 0), false);
        wait_(3 days);
        campaign.settle();
        bytes memory rows = rowsOf(n, 1e3);
        vm.prank(POSTER);
        campaign.postEpoch(2, rows, bytes32(uint256(1)), bytes32(uint256(2)), false);
        gas = measured(name);
    }

    function test_gas10() public {
        epochs(10, "post 10 rows");
    }

    function test_gas100() public {
        epochs(100, "post 100 rows");
        wait_(3 days);
        campaign.settle();
        post(rowsOf(100, 2e3), false);
        wait_(3 days);
        campaign.settle();
        measured("settle");
    }

    function test_gas1000() public {
        epochs(1_000, "post 1,000 rows");
    }

    /// The limit of the Go packages has to fit a transaction (16.7 M gas, EIP-7825) with room to spare.
    function test_gas2000() public {
        vm.assertLe(epochs(2_000, "post 2,000 rows"), 8_000_000, "2,000 rows");
    }

    /// A tree of 128 contributors: a path of 7 hashes.
    function test_gasClaim() public {
        started();
        bytes32[] memory path = claimable(0);
        vm.prank(account(0));
        campaign.claim(1e3, path, account(0));
        measured("claim, first");
        path = claimable(1e3);
        vm.prank(account(0));
        campaign.claim(2e3, path, account(0));
        measured("claim, later");
    }

    /// The same claims and pledges of a contract that does nothing else.
    function test_gasOfTheLeast() public {
        bytes32[] memory path = pathOfTheFirst(1e3);
        Bare bare = new Bare(token, MerkleProof.processProof(path, Rows.leaf(account(0), 1e3)));
        token.mint(address(bare), 1e3);
        vm.prank(account(0));
        bare.claim(1e3, path, account(0));
        measured("the least: claim, first");
        path = pathOfTheFirst(2e3);
        bare = new Bare(token, MerkleProof.processProof(path, Rows.leaf(account(0), 2e3)));
        token.mint(address(bare), 2e3);
        vm.prank(account(0));
        bare.claim(2e3, path, account(0));
        measured("the least: claim, first, to who holds the token");
        pledgeBare(bare, BOB, "the least: pledge, first");
        pledgeBare(bare, ANN, "the least: pledge, new funder");
        pledgeBare(bare, ANN, "the least: pledge, again");
    }

    function pledgeBare(Bare bare, address who, string memory name) private {
        token.mint(who, 2e6);
        vm.prank(who);
        token.approve(address(bare), type(uint256).max);
        vm.prank(who);
        bare.pledge(1e6);
        measured(name);
    }

    function claimable(uint256 before) internal returns (bytes32[] memory path) {
        bytes memory rows = bytes.concat(rowsOf(120, before), rowsFrom(120, 8, before));
        post(rows, false);
        wait_(3 days);
        campaign.settle();
        return pathOfTheFirst(before + 1e3);
    }

    function pathOfTheFirst(uint256 cumulative) internal pure returns (bytes32[] memory path) {
        bytes32[] memory leaves = new bytes32[](128);
        for (uint256 i = 0; i < 128; ++i) {
            leaves[i] = Rows.leaf(account(i), uint128(cumulative));
        }
        path = new bytes32[](7);
        for (uint256 depth = 0; depth < 7; ++depth) {
            path[depth] = leaves[1];
            for (uint256 i = 0; i < 64 >> depth; ++i) {
                (bytes32 a, bytes32 b) = (leaves[2 * i], leaves[2 * i + 1]);
                leaves[i] = a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
            }
        }
    }

    function rowsFrom(uint256 first, uint256 n, uint256 before) internal pure returns (bytes memory rows) {
        for (uint256 i = first; i < first + n; ++i) {
            rows = bytes.concat(rows, row(account(i), before, 1e3));
        }
    }

    function test_gasDispute() public {
        started();
        post(row(CARL, 0, 1e6), false);
        give(DORA, 10e6);
        vm.prank(DORA);
        campaign.challenge(1, keccak256("evidence"));
        measured("challenge");
        vm.prank(ARBITRATOR);
        campaign.rule(1, false);
        measured("rule void");
    }

    function test_gasBonds() public {
        started();
        give(CARL, 200e6);
        vm.prank(CARL);
        vault.deposit(node, 100e6);
        measured("bond, first on a node");
        vm.prank(CARL);
        vault.unbond(node, 10e6);
        measured("unbond");
        wait_(14 days);
        vm.prank(CARL);
        vault.withdraw(node, CARL);
        measured("withdraw a bond");
        (Submissions.Submission memory a, Submissions.Submission memory b) = (submission(1), submission(2));
        (bytes memory x, bytes memory y) = (Node.sign(vault, KEY, a), Node.sign(vault, KEY, b));
        vm.prank(EVE);
        vault.slash(a, x, b, y);
        measured("slash");
    }

    function test_gasShares() public {
        started();
        post(row(CARL, 0, 100e6), true);
        wait_(3 days);
        campaign.settle();
        shares.mint(ANN);
        measured("mint model shares, first");
    }
}
