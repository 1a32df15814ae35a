"""`doctor`: a configuration looked at as an administrator wants it, beside a running bot or before one.

    finding       what a look gave: a state, a sentence, and what to do
    patient       the settings that can be used, and what the looks share
    examination   every look, all at once, each with its time; none hides another
    report        findings as lines, or as JSON
    configuration, identity, keys, port, storage, people, channel, address, law, app_package, telling
                  the looks

Nothing is changed by looking: no table is made, no file, no message. No finding holds a secret, a name of
somebody's, or a text that came from elsewhere.
"""
