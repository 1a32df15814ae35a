"""The law: packs as data, the decision as a pure function. No I/O beyond reading a pack, no clock."""
