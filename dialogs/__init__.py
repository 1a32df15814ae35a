"""The conversation: which card comes next. Decides no law, knows no HTTP."""
