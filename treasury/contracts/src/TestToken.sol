// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title A worthless token for dev chains and tests. Never use it for anything of value.
/// @notice ERC-20 with ERC-2612 permits and 6 decimals. Power: the deployer mints without limit.
contract TestToken is ERC20Permit {
    /// @notice Who mints.
    address public immutable minter;

    /// @notice The caller is not the deployer.
    error NotMinter(address caller);

    constructor() ERC20("Quire Test Token", "QTT") ERC20Permit("Quire Test Token") {
        minter = msg.sender;
    }

    /// @notice Mints `amount` base units to `to`. Deployer only.
    function mint(address to, uint256 amount) external {
        if (msg.sender != minter) revert NotMinter(msg.sender);
        _mint(to, amount);
    }

    /// @notice Six, like the dollar tokens that campaigns are expected to use.
    function decimals() public pure override returns (uint8) {
        return 6;
    }
}
