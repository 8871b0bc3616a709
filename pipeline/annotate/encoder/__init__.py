"""The annotator's encoder at run time: word pieces, windows, the network in ONNX and what is read from its scores."""
