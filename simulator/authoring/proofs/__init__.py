"""What is proven of labels and of the grader itself: edits of the ground truth, and planted faults."""
