"""The texts models are asked with: one file each, with a version that is kept beside what was made by it."""
