// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base} from "./Kit.sol";
import {Submissions} from "../src/Submissions.sol";

/// Submissions against the vectors that proto/sign wrote, and against itself.
contract SubmissionsTest is Base {
    using Submissions for Submissions.Submission;

    /// The library reads calldata, so it is called through this contract.
    function signer(Submissions.Submission calldata s, bytes calldata signature) external pure returns (address) {
        return s.signer(signature);
    }

    function conflict(Submissions.Submission calldata a, Submissions.Submission calldata b)
        external
        pure
        returns (bool)
    {
        return a.conflict(b);
    }

    function read(string memory file, uint256 i) internal pure returns (Submissions.Submission memory s) {
        string memory at_ = string.concat(".submissions[", vm.toString(i), "]");
        s.campaign = vm.parseJsonBytes32(file, string.concat(at_, ".campaign"));
        s.task = vm.parseJsonBytes32(file, string.concat(at_, ".task"));
        s.attempt = uint32(vm.parseJsonUint(file, string.concat(at_, ".attempt")));
        s.output = vm.parseJsonBytes32(file, string.concat(at_, ".output"));
        s.steps = vm.parseJsonBytes32(file, string.concat(at_, ".steps"));
    }

    function test_goAgrees() public view {
        string memory file = vm.readFile("test/vectors.json");
        uint256 i;
        for (string memory at_ = ".submissions[0]"; vm.keyExistsJson(file, at_);) {
            Submissions.Submission memory s = read(file, i);
            vm.assertEq(vault.digest(s), vm.parseJsonBytes32(file, string.concat(at_, ".digest")), "digest");
            bytes memory signature = vm.parseJsonBytes(file, string.concat(at_, ".signature"));
            vm.assertEq(this.signer(s, signature), vm.parseJsonAddress(file, string.concat(at_, ".node")), "node");
            if (i % 2 == 1) vm.assertTrue(this.conflict(s, read(file, i - 1)), "two answers");
            if (i > 1) vm.assertTrue(!this.conflict(s, read(file, i - 2)), "two tasks");
            at_ = string.concat(".submissions[", vm.toString(++i), "]");
        }
        vm.assertEq(i, 16, "submissions read");
    }

    /// Whoever signs whatever is found again, and a statement that differs in anything is another.
    function testFuzz_signerIsFound(uint256 key, Submissions.Submission memory s, Submissions.Submission memory other)
        public
        view
    {
        key = bound(key, 1, 1 << 128);
        (uint8 v, bytes32 r, bytes32 ss) = vm.sign(key, vault.digest(s));
        vm.assertEq(this.signer(s, abi.encodePacked(r, ss, v)), vm.addr(key), "v = 27 or 28");
        vm.assertEq(this.signer(s, abi.encodePacked(r, ss, v - 27)), vm.addr(key), "v = 0 or 1");
        bool same = keccak256(abi.encode(s)) == keccak256(abi.encode(other));
        vm.assertTrue((vault.digest(s) == vault.digest(other)) == same, "digest");
    }

    /// A conflict is between two answers to one question, whichever comes first.
    function testFuzz_conflictIsSymmetric(Submissions.Submission memory a, bytes32 output, uint8 which) public view {
        Submissions.Submission memory b = Submissions.Submission(a.campaign, a.task, a.attempt, output, a.steps);
        vm.assertTrue(this.conflict(a, b) == (a.output != output), "two answers");
        b.steps = ~a.steps;
        vm.assertTrue(this.conflict(a, b) && this.conflict(b, a), "two ways to an answer");
        if (which % 3 == 0) b.campaign = ~b.campaign;
        if (which % 3 == 1) b.task = ~b.task;
        if (which % 3 == 2) b.attempt = ~b.attempt;
        vm.assertTrue(!this.conflict(a, b) && !this.conflict(b, a), "two questions");
    }
}
