"""clausewatch: fetch, normalize, version, compare, judge, notify. This package imports nothing by itself."""
