// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {BondVault} from "./BondVault.sol";
import {Campaign} from "./Campaign.sol";
import {ICampaign} from "./ICampaign.sol";
import {ModelShares} from "./ModelShares.sol";

/// @title CampaignFactory
/// @notice Creates campaigns as clones of one implementation, with their terms in their code, and with each its BondVault
/// and its ModelShares, which have the campaign's address in theirs. Powers: anyone creates; nobody owns. The bounds it enforces are what funders and contributors can rely on without reading the terms:
/// every window is at least a day, so that an outage of a sequencer cannot swallow one.
contract CampaignFactory {
    /// @notice The code that every campaign of this factory runs.
    address public immutable implementation;
    /// @notice The code of every BondVault.
    address public immutable vaultCode;
    /// @notice The code of every ModelShares.
    address public immutable sharesCode;

    uint256 private constant BPS = 10_000;
    /// More would not be paid by a node that slashes itself to save a part of its bond.
    uint256 private constant REPORTER_BPS_MAX = 2_000;

    /// @notice The named field of the terms is out of bounds.
    error BadTerms(string field);

    /// @notice A campaign was created.
    event CampaignCreated(
        address indexed campaign, address indexed creator, bytes32 indexed spec, ICampaign.Terms terms
    );

    constructor() {
        implementation = address(new Campaign());
        vaultCode = address(new BondVault());
        sharesCode = address(new ModelShares());
    }

    /// @notice Creates a campaign with the caller as its creator; `t.creator` is ignored.
    /// The same caller cannot create the same terms twice, so a repeated transaction does no harm.
    /// Warning: check the token yourself; anyone can create a campaign in a worthless or hostile one.
    function create(ICampaign.Terms memory t) external returns (address campaign) {
        t.creator = msg.sender;
        _check(t);
        campaign = Clones.cloneDeterministicWithImmutableArgs(implementation, abi.encode(t), _salt(t));
        // vaultOf and sharesOf compute the two addresses.
        // slither-disable-next-line unused-return
        Clones.cloneDeterministicWithImmutableArgs(vaultCode, abi.encodePacked(campaign), 0);
        // slither-disable-next-line unused-return
        Clones.cloneDeterministicWithImmutableArgs(sharesCode, abi.encodePacked(campaign), 0);
        emit CampaignCreated(campaign, msg.sender, t.spec, t);
    }

    /// @notice Where `creator` would find, or finds, a campaign with terms `t`.
    function campaignAt(address creator, ICampaign.Terms memory t) external view returns (address) {
        t.creator = creator;
        return Clones.predictDeterministicAddressWithImmutableArgs(implementation, abi.encode(t), _salt(t));
    }

    /// @notice The BondVault of a campaign of this factory.
    function vaultOf(address campaign) external view returns (address) {
        return Clones.predictDeterministicAddressWithImmutableArgs(vaultCode, abi.encodePacked(campaign), 0);
    }

    /// @notice The ModelShares of a campaign of this factory.
    function sharesOf(address campaign) external view returns (address) {
        return Clones.predictDeterministicAddressWithImmutableArgs(sharesCode, abi.encodePacked(campaign), 0);
    }

    function _salt(ICampaign.Terms memory t) private pure returns (bytes32) {
        return keccak256(abi.encode(t));
    }

    function _check(ICampaign.Terms memory t) private view {
        _checkMoney(t);
        _checkTimes(t);
        if (t.spec == 0) revert BadTerms("spec");
    }

    function _checkMoney(ICampaign.Terms memory t) private view {
        if (address(t.token).code.length == 0) revert BadTerms("token");
        if (t.poster == address(0)) revert BadTerms("poster");
        if (t.arbitrator == address(0) || t.arbitrator == t.poster) revert BadTerms("arbitrator");
        if (t.goal == 0) revert BadTerms("goal");
        if (t.cap < t.goal) revert BadTerms("cap");
        if (t.epochCap == 0 || t.epochCap > t.cap) revert BadTerms("epochCap");
        if (t.bond == 0 || t.bond > t.epochCap) revert BadTerms("bond");
        if (t.fundersBps > BPS) revert BadTerms("fundersBps");
        if (t.reporterBps > REPORTER_BPS_MAX) revert BadTerms("reporterBps");
    }

    function _checkTimes(ICampaign.Terms memory t) private view {
        if (t.deadline < block.timestamp) revert BadTerms("deadline");
        if (!_within(t.deadline - block.timestamp, 1 days, 180 days)) revert BadTerms("deadline");
        if (!_within(t.startGrace, 1 days, 30 days)) revert BadTerms("startGrace");
        if (!_within(t.challengeWindow, 1 days, 14 days)) revert BadTerms("challengeWindow");
        if (!_within(t.arbitrationWindow, 1 days, 30 days)) revert BadTerms("arbitrationWindow");
        // Time for what is earned at the announcement to be posted.
        if (!_within(t.exitNotice, t.challengeWindow, 90 days)) revert BadTerms("exitNotice");
        if (!_within(t.exitGap, 1 days, 7 days)) revert BadTerms("exitGap");
        uint256 once = uint256(t.challengeWindow) + t.arbitrationWindow;
        if (!_within(t.unbondDelay, once, 90 days)) revert BadTerms("unbondDelay");
        once += t.exitGap;
        // Time for one voided epoch and its repetition.
        if (!_within(t.stallTimeout, 2 * once, 120 days)) revert BadTerms("stallTimeout");
        if (t.posterGrace != 0 && !_within(t.posterGrace, once, t.stallTimeout)) revert BadTerms("posterGrace");
        if (!_within(t.maxDuration, t.stallTimeout, 730 days)) revert BadTerms("maxDuration");
    }

    function _within(uint256 x, uint256 min, uint256 max) private pure returns (bool) {
        return min <= x && x <= max;
    }
}
