"""Comparing two versions of a policy text: segments, alignment, word edits, and whether both are the policy at all.

segment.py    text -> passages with heading path, lead-in, table header        blocks, outline, tables, sentences
noise.py      passage -> canonical form, equal for passages that say the same  spelling, remembered
align.py      two texts -> the passages that differ                            context, reshape, similarity
edits.py      two passages -> runs of words that became other words
suspect.py    two texts -> why one of them is not the policy, if so            evidence, surroundings, capture_rules

On the right what each is made of. Pure: no clock, network or log; the only file read is rules/captures.toml, once.
The judge (`monitor.judge`) says what a difference means.
"""
