"""What releasing a bundle anew would change in its merged form, told by scenario, before anything is published."""
