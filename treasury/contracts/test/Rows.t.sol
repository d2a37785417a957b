// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Base, Tree} from "./Kit.sol";
import {Rows} from "../src/Rows.sol";

/// Rows against the vectors that the Go packages wrote, and against itself.
contract RowsTest is Base {
    /// The library reads calldata, so it is called through this contract.
    function transition(bytes calldata rows) external pure returns (bytes32, bytes32, uint256) {
        return Rows.transition(rows);
    }

    function prove(bytes32[] calldata path, bytes32 leaf) external pure returns (bytes32) {
        return MerkleProof.processProofCalldata(path, leaf);
    }

    function test_goAgrees() public view {
        string memory file = vm.readFile("test/vectors.json");
        uint256 cases;
        for (; vm.keyExistsJson(file, item(".epochs", cases, "")); ++cases) {
            string memory at_ = item(".epochs", cases, "");
            (bytes32 oldRoot, bytes32 newRoot, uint256 increment) =
                this.transition(vm.parseJsonBytes(file, string.concat(at_, ".rows")));
            vm.assertEq(oldRoot, vm.parseJsonBytes32(file, string.concat(at_, ".previousRoot")), "previous root");
            vm.assertEq(newRoot, vm.parseJsonBytes32(file, string.concat(at_, ".root")), "root");
            vm.assertEq(increment, vm.parseJsonUint(file, string.concat(at_, ".increment")), "increment");
            claims(file, at_, newRoot);
        }
        vm.assertGe(cases, 9, "cases read");
    }

    function claims(string memory file, string memory at_, bytes32 root) internal view {
        uint256 i;
        for (; vm.keyExistsJson(file, item(string.concat(at_, ".claims"), i, "")); ++i) {
            string memory claim = item(string.concat(at_, ".claims"), i, "");
            address account = vm.parseJsonAddress(file, string.concat(claim, ".account"));
            uint256 earned = vm.parseJsonUint(file, string.concat(claim, ".earned"));
            bytes32[] memory path = vm.parseJsonBytes32Array(file, string.concat(claim, ".path"));
            vm.assertEq(this.prove(path, Rows.leaf(account, uint128(earned))), root, "claim");
        }
        vm.assertGe(i, root == 0 ? 0 : 1, "claims read");
    }

    function item(string memory list, uint256 i, string memory rest) internal pure returns (string memory) {
        return string.concat(list, "[", vm.toString(i), "]", rest);
    }

    /// Every leaf of a tree of any size proves to its root.
    function testFuzz_everyLeafProves(uint8 count, uint256 seed) public view {
        uint256 n = bound(count, 1, 100);
        bytes32[] memory leaves = new bytes32[](n);
        for (uint256 i = 0; i < n; ++i) {
            leaves[i] = keccak256(abi.encode(seed, i));
        }
        uint256 which = seed % n;
        bytes32[] memory path = Tree.proof(leaves, which);
        bytes32 leaf = leaves[which];
        vm.assertEq(this.prove(path, leaf), Rows.fold(leaves, n), "root"); // fold uses the leaves up
    }
}
