// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Node} from "../Kit.sol";
import {IBondVault} from "../../src/IBondVault.sol";
import {ICampaign} from "../../src/ICampaign.sol";
import {Submissions} from "../../src/Submissions.sol";
import {Actor} from "./Actor.sol";

/// Bonds, contradictions and accusations, in any order.
abstract contract VaultActs is Actor {
    uint256 public late; // what should be for those who paid

    constructor() {
        for (uint256 i = 0; i < N; ++i) {
            nodes[i] = vm.addr(1 + i);
        }
    }

    mapping(address node => mapping(address owner => uint256)) private freeAt;

    address[N] private nodes;

    function node(uint256 i) public view returns (address) {
        return nodes[i % N];
    }

    function deposit(uint256 who, uint256 of_, uint256 amount) external about(Area.Vault) {
        amount = bound(amount, 1, 1_000e6);
        fund(worker(who), address(vault), amount);
        attempt(worker(who), address(vault), abi.encodeCall(IBondVault.deposit, (node(of_), amount)));
    }

    function unbond(uint256 who, uint256 of_, uint256 amount) external about(Area.Vault) {
        amount = bound(amount, 0, vault.bondOf(node(of_), worker(who)).amount);
        bool slashed = vault.nodeOf(node(of_)).slashed;
        (bool ok,) = attempt(worker(who), address(vault), abi.encodeCall(IBondVault.unbond, (node(of_), amount)));
        promise_(ok != slashed, "bonds can be announced for withdrawal unless they are lost");
        if (ok) freeAt[node(of_)][worker(who)] = block.timestamp + t.unbondDelay;
    }

    function withdraw(uint256 who, uint256 of_) external about(Area.Vault) {
        _withdraw(worker(who), node(of_));
    }

    function _withdraw(address owner, address of_) private {
        uint256 leaving = vault.bondOf(of_, owner).leaving;
        bool lost = vault.nodeOf(of_).slashed;
        uint256 due = freeAt[of_][owner];
        (bool ok,) = attempt(owner, address(vault), abi.encodeCall(IBondVault.withdraw, (of_, owner)));
        promise_(!ok || !lost, "what is slashed stays slashed");
        promise_(!ok || block.timestamp >= due, "no bond leaves before its delay");
        bool free = leaving != 0 && !lost && block.timestamp >= due + t.challengeWindow + t.arbitrationWindow;
        promise_(ok || !free, "no accusation holds a bond for longer than one trial");
    }

    function slash(uint256 of_, uint256 who) external about(Area.Vault) {
        if (who % 8 != 0) return; // else no bond would live for long
        uint256 key = 1 + of_ % N;
        Submissions.Submission memory a = Node.submission(t.spec, who, 1);
        Submissions.Submission memory b = Node.submission(t.spec, who, 2);
        bytes memory call = abi.encodeCall(IBondVault.slash, (a, Node.sign(vault, key, a), b, Node.sign(vault, key, b)));
        uint256 bonded = vault.nodeOf(node(of_)).bonded;
        (bool ok,) = attempt(worker(who), address(vault), call);
        promise_(ok == (bonded != 0 && _someonePaid()), "two signatures cost a bond, and once");
        if (ok) _given(bonded - bonded * t.reporterBps / 10_000);
    }

    /// Whether there is somebody to whom a lost bond can go: those who pay for a training, or have paid.
    function _someonePaid() private view returns (bool) {
        ICampaign.Phase p = campaign.phase();
        ICampaign.Totals memory a = campaign.totals();
        bool trained = p == ICampaign.Phase.Active || p == ICampaign.Phase.Closed;
        return trained && (a.earned != 0 || p == ICampaign.Phase.Active && a.stakes != 0);
    }

    function accuse(uint256 of_, uint256 who) external about(Area.Vault) {
        fund(worker(who), address(vault), t.bond);
        attempt(worker(who), address(vault), abi.encodeCall(IBondVault.accuse, (node(of_), 0)));
    }

    function answer(uint256 of_, uint256 who) external about(Area.Vault) {
        uint32 number = vault.accusationOf(node(of_)).number;
        attempt(worker(who), address(vault), abi.encodeCall(IBondVault.answer, (node(of_), number, 0)));
    }

    function judge(uint256 of_, bool guilty) external about(Area.Vault) {
        IBondVault.Accusation memory c = vault.accusationOf(node(of_));
        if (c.accuser == address(0)) return;
        uint256 bonded = vault.nodeOf(node(of_)).bonded;
        (bool ok,) =
            attempt(t.arbitrator, address(vault), abi.encodeCall(IBondVault.rule, (node(of_), c.number, guilty)));
        if (ok) _given(guilty ? bonded - bonded * t.reporterBps / 10_000 : t.bond);
        bool ripe = c.answered || block.timestamp >= c.ruleBy - t.arbitrationWindow;
        promise_(!ok || ripe && block.timestamp < c.ruleBy, "the accused is heard, and judged in time");
    }

    function drop(uint256 of_) external about(Area.Vault) {
        attempt(address(this), address(vault), abi.encodeCall(IBondVault.drop, (node(of_))));
    }

    /// Lost bonds join the budget of a training, and are for those who paid after it.
    function _given(uint256 amount) private {
        bool trains = campaign.phase() == ICampaign.Phase.Active && campaign.totals().stakes != 0;
        if (trains) forfeited += amount;
        else late += amount;
    }

    function withdrawAward(uint256 who) external about(Area.Vault) {
        attempt(worker(who), address(vault), abi.encodeCall(IBondVault.withdrawCredit, (worker(who))));
    }

    function restitution(uint256 who) external about(Area.Vault) {
        attempt(funder(who), address(vault), abi.encodeCall(IBondVault.restitution, (funder(who))));
    }

    function unbondAll() external about(Area.Everything) {
        for (uint256 i = 0; i < N; ++i) {
            attempt(address(this), address(vault), abi.encodeCall(IBondVault.drop, (node(i))));
            for (uint256 j = 0; j < N; ++j) {
                uint256 amount = vault.bondOf(node(i), worker(j)).amount;
                attempt(worker(j), address(vault), abi.encodeCall(IBondVault.unbond, (node(i), amount)));
            }
        }
        vm.warp(block.timestamp + t.unbondDelay);
        for (uint256 i = 0; i < N; ++i) {
            for (uint256 j = 0; j < N; ++j) {
                _withdraw(worker(j), node(i));
            }
            attempt(worker(i), address(vault), abi.encodeCall(IBondVault.withdrawCredit, (worker(i))));
            attempt(funder(i), address(vault), abi.encodeCall(IBondVault.restitution, (funder(i))));
        }
    }
}
