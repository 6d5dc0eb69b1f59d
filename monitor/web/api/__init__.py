"""The JSON API under /api/v1; openapi.json beside this file is its hand-kept description, and tests hold it true."""
