"""How the reader's model is made: data, network, fitting, export, calibration, measurement.

Nothing here is needed to run the reader; it needs the "training" dependency group.
"""
