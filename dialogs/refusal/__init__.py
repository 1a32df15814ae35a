"""The refusal as people see it: the form, the leader's decision, the questions between them, the lists."""
