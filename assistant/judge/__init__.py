"""Judge whether a text bears out a sentence."""

from assistant.judge.judgement import Judgement, judge

__all__ = ["Judgement", "judge"]
