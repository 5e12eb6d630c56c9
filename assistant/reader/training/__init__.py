"""Make the reader's model, with the "training" dependency group; never needed to run it."""
