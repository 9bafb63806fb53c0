"""Run by calibre's own Python: the errors that Check Book of its editor finds in EPUBs, a line each."""

import sys

from calibre.ebooks.oeb.polish.check.base import WARN
from calibre.ebooks.oeb.polish.check.main import run_checks
from calibre.ebooks.oeb.polish.container import get_container

# The order of rules is a matter of taste: a sheet goes by what its rules are about, its options come after them.
TASTE = ("no-descending-specificity", "no-duplicate-selectors")

for path in sys.argv[1:]:
    for found in run_checks(get_container(path, tweak_mode=True)):
        if found.level > WARN and getattr(found, "css_rule_id", None) not in TASTE:
            print(path, found.name, found.line, found.msg)
    print("checked", path)
