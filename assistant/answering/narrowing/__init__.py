"""What a question of fact names to narrow it: the papers, the days, the articles."""
