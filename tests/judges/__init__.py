"""Other people's tools judge whole sites: the sample, one with every kind of page, and two real archives.

programs.py         where the tools are, and their versions
sites.py            the archives whose sites are judged
conftest.py         each site, built once: from disk, at the root of a server, and under a path
html-validate.mjs   the rules of html-validate that are not about faults, and why
nu.filter           what the Nu HTML checker says that is not about faults, and why
test_….py           the judges; each is first shown a page that has the fault
"""
