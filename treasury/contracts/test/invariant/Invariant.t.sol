// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base, Token} from "../Kit.sol";
import {IBondVault} from "../../src/IBondVault.sol";
import {ICampaign} from "../../src/ICampaign.sol";
import {Actor} from "./Actor.sol";
import {CampaignActs} from "./CampaignActs.sol";
import {SharesActs} from "./SharesActs.sol";
import {VaultActs} from "./VaultActs.sol";

/// Everybody who could do anything to a campaign, its vault and its shares.
contract World is CampaignActs, VaultActs, SharesActs {
    constructor(Token token_, ICampaign campaign_) Actor(token_, campaign_) {}
}

/// What holds after every sequence of calls. Every text is an invariant, and mutate/ plants a bug for each.
abstract contract Invariants is Base {
    World internal world;

    function setUp() public virtual override {
        super.setUp();
        ICampaign.Terms memory t = terms();
        t.posterGrace = 11 days;
        vm.prank(CREATOR);
        use(factory.create(t));
        world = new World(token, campaign);
    }

    function targetContracts() public view returns (address[] memory list) {
        list = new address[](1);
        list[0] = address(world);
    }

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    function excludeSelectors() public view returns (FuzzSelector[] memory list) {
        list = new FuzzSelector[](1);
        list[0].addr = address(world);
        list[0].selectors = new bytes4[](4);
        list[0].selectors[0] = CampaignActs.end.selector;
        list[0].selectors[1] = CampaignActs.leave.selector;
        list[0].selectors[2] = VaultActs.unbondAll.selector;
        list[0].selectors[3] = SharesActs.mintAll.selector;
    }

    /// One function, because forge would run all sequences again for each.
    function invariant_all() public view {
        ICampaign.Totals memory t = campaign.totals();
        require(bytes(world.broken()).length == 0, world.broken());
        Actor.Area area = world.touched();
        if (area != Actor.Area.Shares) books(t);
        if (area != Actor.Area.Shares) stakes(t);
        if (area == Actor.Area.Everything || area == Actor.Area.Vault) bonds();
        if (area != Actor.Area.Vault && t.closedAt != 0) owned(t);
        vm.assertLe(t.claimed, t.earned, "no more is claimed than earned");
        vm.assertGe(t.budget, campaign.pending().increment, "the pending epoch is covered");
        vm.assertLe(world.closures(), 1, "closed once");
        if (t.startedAt == 0) vm.assertEq(t.budget, t.stakes, "before the start a refund is the pledge");
        uint256 windows = t.startedAt == 0 ? 0 : (block.timestamp - t.startedAt) / 3 days;
        vm.assertLe(t.earned, windows * 500e6, "epochCap a challenge window");
        vm.assertEq(campaign.lineage(), world.lineage(), "lineage");
        vm.assertEq(token.balanceOf(CREATOR), 0, "the creator receives nothing");
        vm.assertEq(token.balanceOf(ARBITRATOR), 0, "the arbitrator receives nothing");
    }

    /// The contracts' totals are what happened.
    function books(ICampaign.Totals memory t) private view {
        balanced();
        vm.assertEq(t.pledged, world.pledged(), "pledged");
        vm.assertEq(t.refunded, world.refunded(), "refunded");
        vm.assertEq(t.claimed, world.claimed(), "claimed");
        vm.assertEq(t.forfeited, world.forfeited(), "forfeited");
        vm.assertEq(vault.late(), world.late(), "late");
    }

    function stakes(ICampaign.Totals memory t) private view {
        uint256 sum;
        uint256 funders;
        uint256 spent;
        uint256 credit = campaign.creditOf(POSTER);
        for (uint256 i = 0; i < world.N(); ++i) {
            uint256 stake = campaign.stakeOf(world.funder(i));
            sum += stake;
            if (stake != 0) funders++;
            spent += campaign.spentOf(world.funder(i));
            credit += campaign.creditOf(world.worker(i));
        }
        vm.assertEq(t.stakes, sum, "stakes");
        if (t.startedAt == 0 && campaign.phase() != ICampaign.Phase.Failed) vm.assertEq(t.funders, funders, "funders");
        vm.assertLe(spent, t.earned, "no more is paid for than was earned");
        vm.assertGe(spent + (sum == 0 ? 0 : funders), t.earned, "and no less, but for a unit a funder");
        ICampaign.Pending memory p = campaign.pending();
        if (p.finalAt != 0) credit += 10e6;
        if (p.challenger != address(0)) credit += 10e6;
        vm.assertEq(t.bonds, credit, "bonds");
    }

    /// The vault holds what it owes, to the unit.
    function bonds() private view {
        uint256 owed = vault.late();
        for (uint256 i = 0; i < world.N(); ++i) {
            address node = world.node(i);
            uint256 sum;
            uint256 leaving;
            for (uint256 j = 0; j < world.N(); ++j) {
                IBondVault.Bond memory b = vault.bondOf(node, world.worker(j));
                sum += b.amount;
                leaving += b.leaving;
            }
            bool lost = vault.nodeOf(node).slashed;
            vm.assertEq(vault.nodeOf(node).bonded, lost ? 0 : sum, "bonds on a node");
            vm.assertEq(vault.staying(node), lost ? 0 : sum - leaving, "staying bonds on a node");
            owed += vault.nodeOf(node).bonded + vault.creditOf(world.worker(i));
            if (vault.accusationOf(node).accuser != address(0)) owed += 10e6;
            owed -= vault.restitutedTo(world.funder(i));
        }
        vm.assertEq(token.balanceOf(address(vault)), owed, "the vault holds what it owes");
    }

    function owned(ICampaign.Totals memory t) private view {
        uint256 revenue = world.paid();
        uint256 due;
        for (uint256 i = 0; i < 2 * world.N(); ++i) {
            revenue += shares.revenueOf(world.holder(i));
            due += shares.dueTo(world.holder(i));
        }
        vm.assertLe(shares.totalSupply(), t.earned, "no more shares than spending");
        vm.assertLe(due, t.earned, "nor due");
        vm.assertLe(revenue, world.revenue(), "no more revenue is owed than was paid in");
        vm.assertEq(token.balanceOf(address(shares)), world.revenue() - world.paid(), "the shares hold what they owe");
    }

    function afterInvariant() public {
        world.end();
        world.leave();
        world.unbondAll();
        world.mintAll();
        invariant_all();
        ICampaign.Totals memory t = campaign.totals();
        uint256 n = 2 * world.N();
        // That there is no stake and no budget either follows from the books above.
        vm.assertEq(token.balanceOf(address(campaign)), 0, "everybody is out and nothing is left");
        vm.assertLe(token.balanceOf(address(vault)), n, "no bond, but for a unit of restitution a funder");
        vm.assertGe(shares.totalSupply() + n, t.earned, "all shares are minted, but for a unit an account");
        if (t.earned == 0) return;
        uint256 part = world.revenue() * shares.totalSupply() / t.earned;
        vm.assertGe(world.paid() + n, part, "late minters lose nothing, but for a unit an account");
    }
}

/// From a campaign to which nobody has pledged.
contract InvariantTest is Invariants {}

/// From a training that has begun, to spend the calls on epochs, exits, bonds and the end.
contract TrainingInvariantTest is Invariants {
    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < world.N(); ++i) {
            world.pledge(i, (i + 1) * 500e6 + i);
            world.deposit(i, i, 100e6);
        }
        world.start();
    }
}
