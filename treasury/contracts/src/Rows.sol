// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

/// @title Packed epoch rows and the Merkle tree of cumulative rewards built from them
/// @notice A row is 52 bytes: account (20) | cumulative reward before the epoch (16) | reward of the epoch (16), amounts
/// big-endian. Rows are sorted by account, ascending, without repetition.
/// @dev The tree: leaves in row order; every layer hashes neighbours as a sorted pair; an odd last hash moves up
/// unchanged. A leaf's preimage is 36 bytes and an inner node's 64, so neither can pass for the other.
/// The Go packages treasury/merkle and treasury/reward build the same; test/vectors.json holds both to it.
library Rows {
    /// @notice Bytes of a row.
    uint256 internal constant SIZE = 52;

    /// @notice The bytes are not a whole number of rows.
    error RowsMalformed(uint256 length);
    /// @notice The account of row `index` is zero or not above the account of the row before it.
    error RowsUnsorted(uint256 index);
    /// @notice Row `index` has neither an earlier nor a new reward.
    error RowEmpty(uint256 index);
    /// @notice The cumulative reward of row `index` does not fit 16 bytes.
    error RewardOverflow(uint256 index);

    /// @notice The leaf of one account: keccak256(account | cumulative as 16 bytes).
    function leaf(address account, uint128 cumulative) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(account, cumulative));
    }

    /// @notice Reads the rows once: the root of the tree before them, the root after them, the sum of their rewards.
    /// No rows continue the empty tree and leave it empty.
    function transition(bytes calldata rows)
        internal
        pure
        returns (bytes32 oldRoot, bytes32 newRoot, uint256 increment)
    {
        uint256 count = rows.length / SIZE;
        if (rows.length % SIZE != 0) revert RowsMalformed(rows.length);
        bytes32[] memory olds = new bytes32[](count);
        bytes32[] memory news = new bytes32[](count);
        uint256 oldCount = 0;
        address last = address(0);
        // Cannot overflow: i × SIZE ≤ rows.length; the amounts have 16 bytes each, and there are fewer than 2^128 of them.
        unchecked {
            for (uint256 i = 0; i < count; ++i) {
                bytes calldata row = rows[i * SIZE:];
                address account = address(bytes20(row));
                uint256 before = uint128(bytes16(row[20:]));
                uint256 delta = uint128(bytes16(row[36:]));
                if (account <= last) revert RowsUnsorted(i);
                last = account;
                uint256 total = before + delta;
                if (total == 0) revert RowEmpty(i);
                if (total > type(uint128).max) revert RewardOverflow(i);
                increment += delta;
                if (before != 0) olds[oldCount++] = keccak256(row[:36]); // account | before: the leaf's preimage
                news[i] = leaf(account, uint128(total));
            }
        }
        return (fold(olds, oldCount), fold(news, count), increment);
    }

    /// @notice The root over the first `count` hashes; zero for none. The array is used up as scratch.
    function fold(bytes32[] memory hashes, uint256 count) internal pure returns (bytes32) {
        if (count == 0) return bytes32(0);
        while (count > 1) {
            uint256 half = count / 2;
            // Cannot overflow: 2i + 1 < count, which is the length of an array in memory.
            unchecked {
                for (uint256 i = 0; i < half; ++i) {
                    hashes[i] = Hashes.commutativeKeccak256(hashes[2 * i], hashes[2 * i + 1]);
                }
                if (count % 2 == 1) hashes[half++] = hashes[count - 1];
            }
            count = half;
        }
        return hashes[0];
    }
}
