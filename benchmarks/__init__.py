"""Accuracy and cost, measured against floors."""
