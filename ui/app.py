"""The chat as Streamlit starts it: ``streamlit run ui/app.py``, or ``onrecord chat``.

The server imports this file for ``app``. For every page Streamlit runs it again, as a script.
"""

import sys
from pathlib import Path

import streamlit as st

if "ui" not in sys.modules and str(Path(__file__).parent) in sys.path:
    # Streamlit looks for modules in this folder; ours are in packages beside it.
    sys.path.insert(0, str(Path(__file__).parents[1]))

if __name__ == "__main__":
    from ui.screens.frame import draw

    draw()
else:
    from ui.serving.json_log import start_log
    from ui.serving.server import middleware

    start_log()
    app = st.App(Path(__file__), middleware=middleware())
