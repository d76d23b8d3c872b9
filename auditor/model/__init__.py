"""The values that cross the boundaries between the stages. All frozen, none points back."""
