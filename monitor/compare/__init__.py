"""Comparing two versions of a policy text: segments, alignment, word edits, and whether both are the policy at all.

segment.py     text -> passages with heading path, lead-in, table header      (blocks, outline, tables, sentences)
noise.py       passage -> canonical form, equal for passages that say the same                         (spelling)
align.py       two texts -> the passages that differ                                       (similarity, reshape)
edits.py       two passages -> runs of words that became other words
suspect.py     two texts -> why one of them is not the policy, if so
language.py    text -> its language

Pure: no clock, files, network or log. The judge (`monitor.judge`) says what a difference means.
"""
