"""An invented vendor's policy in Markdown, for tests of comparing."""

from __future__ import annotations

POLICY = """\
Privacy notice of Heron Doorbells
=================================

Last updated: 3 March 2024

1. Who we are
-------------

Heron Doorbells Ltd is the controller of your personal data. You can write to privacy@heron-doorbells.example.

2. What we collect
------------------

We collect the following data:

* your name and postal address;
* the recordings of your doorbell;
* technical data:
    * the version of the firmware
    * the strength of the signal

3. Who receives data
--------------------

We share your data with:

* couriers that deliver your order,
* our payment provider Pelican Pay Inc. and
* authorities, where a court orders it.

We do not sell your data. We never share recordings with advertisers.

4. How long we keep data
------------------------

| Data | Period | Legal basis |
| --- | --- | --- |
| Recordings | 30 days | Contract |
| Invoices | 10 years | Legal obligation |
| Newsletter address | until you unsubscribe | Consent |

Recordings are deleted within thirty (30) days unless you save them.

5. Your rights
--------------

You may withdraw your consent at any time. This does not affect what was done before.
"""
