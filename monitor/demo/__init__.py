"""The whole product in a minute, without any network: five invented vendors, the same code, a fast clock."""
