"""Training of the classifier of questions: our own questions, and the fit."""
