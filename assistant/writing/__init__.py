"""Write answers by a chat model, and check them."""
