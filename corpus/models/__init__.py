"""Run the shipped embedder in ONNX Runtime, and make it."""
