// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

/// @title The statement a node signs when it submits an output, as proto/sign has it
/// @notice EIP-712 with the domain {name: "Quire", version: "1"}: a node signs before it knows a chain. Evidence can
/// therefore be shown on every chain and to every campaign with the same spec. That does not harm an honest node: tasks
/// are pure functions, so it never signs two answers for one attempt at one task of one spec, wherever that spec is paid.
/// @dev All that depends on the fields of the statement is in this file. test/vectors.json holds it to proto/sign.
library Submissions {
    /// @notice A node's word that `output` is its answer to a task, computed in `steps`.
    struct Submission {
        /// SHA-256 of the campaign's spec.
        bytes32 campaign;
        /// SHA-256 of the task.
        bytes32 task;
        /// The number of the lease.
        uint32 attempt;
        /// SHA-256 of the output record.
        bytes32 output;
        /// Root of the tree over the computation's states.
        bytes32 steps;
    }

    /// @notice The signature is not one of 65 bytes r | s | v.
    error BadSignature();

    bytes32 internal constant TYPEHASH =
        keccak256("Submission(bytes32 campaign,bytes32 task,uint32 attempt,bytes32 output,bytes32 steps)");
    bytes32 internal constant DOMAIN = keccak256(
        abi.encode(keccak256("EIP712Domain(string name,string version)"), keccak256("Quire"), keccak256("1"))
    );

    /// @notice What a signature of `s` covers.
    function digest(Submission calldata s) internal pure returns (bytes32) {
        return MessageHashUtils.toTypedDataHash(
            DOMAIN, keccak256(abi.encode(TYPEHASH, s.campaign, s.task, s.attempt, s.output, s.steps))
        );
    }

    /// @notice Whether one node that signs both contradicts itself: one attempt at one task, two answers.
    function conflict(Submission calldata a, Submission calldata b) internal pure returns (bool) {
        bool sameQuestion = a.campaign == b.campaign && a.task == b.task && a.attempt == b.attempt;
        return sameQuestion && (a.output != b.output || a.steps != b.steps);
    }

    /// @notice The node that signed `s`. Takes v as 0 or 1, as the ledger holds it, and as 27 or 28, as wallets write it.
    function signer(Submission calldata s, bytes calldata signature) internal pure returns (address) {
        if (signature.length != 65) revert BadSignature();
        uint8 v = uint8(signature[64]);
        return ECDSA.recover(digest(s), v < 27 ? v + 27 : v, bytes32(signature[:32]), bytes32(signature[32:64]));
    }
}
