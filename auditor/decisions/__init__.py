"""What people decided of findings before: the baseline that they accepted, and reviewers' decisions one by one."""
