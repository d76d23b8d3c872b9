"""What is kept between runs in `.auditor_cache/`: what each file says, and the history of audits. It can be deleted at any time."""
