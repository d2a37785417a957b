// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base, Node} from "./Kit.sol";
import {Submissions} from "../src/Submissions.sol";

/// A node with bonds of Carl and Dora, and Eve who watches it.
abstract contract Bonds is Base {
    uint256 internal constant KEY = 0x1d;
    bytes32 internal constant SPEC = keccak256("spec");
    address internal constant EVE = address(0xe5);
    address internal node;

    function setUp() public virtual override {
        super.setUp();
        node = vm.addr(KEY);
    }

    function bond(address who, uint256 amount) internal {
        give(who, amount);
        vm.prank(who);
        vault.deposit(node, amount);
    }

    /// The training runs, and Carl bonded 100 on the node, Dora 50.
    function bonded() internal {
        started();
        bond(CARL, 100e6);
        bond(DORA, 50e6);
    }

    function submission(uint256 output) internal pure returns (Submissions.Submission memory) {
        return Node.submission(SPEC, 7, output);
    }

    function slash(address by) internal {
        (Submissions.Submission memory a, Submissions.Submission memory b) = (submission(1), submission(2));
        (bytes memory x, bytes memory y) = (Node.sign(vault, KEY, a), Node.sign(vault, KEY, b));
        vm.prank(by);
        vault.slash(a, x, b, y);
    }

    function slashRefused(
        bytes memory why,
        Submissions.Submission memory a,
        uint256 keyB,
        Submissions.Submission memory b
    ) internal {
        (bytes memory x, bytes memory y) = (Node.sign(vault, KEY, a), Node.sign(vault, keyB, b));
        vm.expectRevert(why);
        vault.slash(a, x, b, y);
    }

    function accuse(address by) internal returns (uint32) {
        give(by, 10e6);
        vm.prank(by);
        return vault.accuse(node, keccak256("evidence"));
    }

    function rule(uint32 number, bool guilty) internal {
        vm.prank(ARBITRATOR);
        vault.rule(node, number, guilty);
    }

    function unbond(address who, uint256 amount) internal {
        vm.prank(who);
        vault.unbond(node, amount);
    }

    function withdraw(address who) internal returns (uint256) {
        vm.prank(who);
        return vault.withdraw(node, who);
    }

    function holds(uint256 amount) internal view {
        vm.assertEq(token.balanceOf(address(vault)), amount, "vault holds");
        balanced();
    }
}
