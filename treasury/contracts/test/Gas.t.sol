// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base} from "./Kit.sol";

/// What posting costs: an epoch of 2,000 rows, the limit of the Go packages, has to fit a transaction (16.7 M gas,
/// EIP-7825) with room to spare. Shown with -vv.
contract GasTest is Base {
    event Measured(uint256 rows, uint256 gas);

    function rowsOf(uint256 n, uint256 before) internal pure returns (bytes memory rows) {
        bytes[] memory parts = new bytes[](n / 10);
        for (uint256 i = 0; i < n / 10; ++i) {
            for (uint256 j = 0; j < 10; ++j) {
                parts[i] = bytes.concat(parts[i], row(address(uint160((10 * i + j + 1) << 128)), before, 1e3));
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

    /// Execution of the second epoch, and 21,000 and 16 per byte of the rows, an upper bound of what the data costs.
    function measure(uint256 n) internal returns (uint256 gas) {
        started();
        post(rowsOf(n, 0), false);
        wait_(3 days);
        campaign.settle();
        bytes memory rows = rowsOf(n, 1e3);
        vm.prank(POSTER);
        gas = gasleft();
        campaign.postEpoch(2, rows, bytes32(uint256(1)), bytes32(uint256(2)), false);
        gas = gas - gasleft() + 21_000 + 16 * rows.length;
        emit Measured(n, gas);
    }

    function test_gas10() public {
        vm.assertLe(measure(10), 250_000, "10 rows");
    }

    function test_gas100() public {
        vm.assertLe(measure(100), 700_000, "100 rows");
    }

    function test_gas1000() public {
        vm.assertLe(measure(1_000), 5_000_000, "1,000 rows");
    }

    function test_gas2000() public {
        vm.assertLe(measure(2_000), 11_000_000, "2,000 rows");
    }
}
