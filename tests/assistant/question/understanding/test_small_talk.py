"""Small talk is known by its wording, with typing errors; a question of the articles is none."""

import pytest

from assistant.question.understanding.small_talk import topics

KNOWN = {
    "greeting": ["hello", "Hi there!", "HEY", "good morning", "hellooo", "helo", "hey bot", "yo"],
    "thanks": ["thanks", "Thank you so much!", "thx", "thnaks", "thank yuo", "that's helpful",
               "thanks a lot for your help", "much appreciated"],
    "goodbye": ["bye", "Goodbye!", "see you later", "that's all", "have a nice day", "good night"],
    "fine": ["ok", "Great!", "got it", "cool", "I see", "good job", "never mind", "👍 ok", "yes"],
    "well": ["how are you?", "how's it going", "what's up?", "How are you doing today"],
    "who": ["who are you?", "waht are you", "what's your name?", "tell me about yourself",
            "who made you", "introduce yourself"],
    "able": ["what can you do?", "help", "can you help me?", "what are you good at",
             "What else can you do for me?"],
    "ask": ["what can I ask?", "what kind of questions can I ask", "give me some examples",
            "what questions can you answer", "any suggestions?"],
    "how": ["how do you work?", "how does On Record work", "do you make things up?",
            "can I trust you?", "where do you get your information from?", "how accurate are you"],
    "program": ["are you an AI?", "is this a bot?", "are you a human or a bot?", "are you chatgpt",
                "am i talking to a real person"],
    "wrong": ["that's wrong", "that is not what I asked", "you didn't answer my question"],
    "source": ["which article is that from?", "wich article is that form", "what's your source?",
               "where did you get that?", "What newspaper is that from", "how do you know that?",
               "sources"],
    "published": ["when was that published?", "how old is the article?", "publication date?",
                  "What is the date of the article?", "When was that written?"],
    "author": ["who wrote that?", "who wrote the article", "who's the author?"],
    "quote": ["the exact quote", "give me the exact words please", "what does it say exactly",
              "repeat that", "word for word", "show me the exact sentence",
              "what was the exact sentence?"],
    "sure": ["are you sure?", "really?", "is that true?", "who else says that?", "you sure?",
             "any other sources?", "do other papers say the same?", "can I trust that?"],
    "shorter": ["shorter", "make it shorter", "in one sentence", "a shorter version please"],
    "summary": ["summarise it", "summarize the article", "TL;DR", "sum it up"],
    "more": ["tell me more", "more details please", "can you elaborate?", "longer",
             "tell me more about it", "what else does the article say?"],
    "page": ["more", "go on", "and then?", "next page", "Show more", "the rest", "show me the rest",
             "next 30", "the rest of the list", "are there more?", "more articles please", "next",
             "the other articles", "anything else?", "continue the list", "what are the others?"],
    "place": ["where does it say that?", "which paragraph?", "what's the context?",
              "show me where it says that"],
    "article": ["show me the article", "can I read the full article?", "link?",
                "can you show me the article please"],
}  # fmt: skip


@pytest.mark.parametrize("topic", KNOWN)
def test_what_is_said_in_passing_is_known(topic: str) -> None:
    assert {text: topics(text) for text in KNOWN[topic]} == dict.fromkeys(KNOWN[topic], (topic,))


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("hello, who are you?", ("greeting", "who")),
        ("hi how are you", ("greeting", "well")),
        ("ok thanks bye", ("fine", "thanks", "goodbye")),
        ("Thanks! Tell me more.", ("thanks", "more")),
        ("ok, next page", ("fine", "page")),
        ("Hi! What can you do? And what can I ask?", ("greeting", "able", "ask")),
        (
            "which article is that from and when was it published?",
            ("source", "published"),
        ),
    ],
)
def test_several_things_at_once(text: str, known: tuple[str, ...]) -> None:
    assert topics(text) == known


@pytest.mark.parametrize(
    "text",
    [
        "",
        "🙂🙃",
        "42",
        "What can you do with a mined-out pit?",
        "What was the sentence?",
        "what's his sentence",
        "how long is the prison sentence?",
        "How harsh was her sentence?",
        "what was their final sentence?",
        "Who are you voting for, the mayor was asked?",
        "hello, who won the election?",
        "Thanks to whom did the bridge open?",
        "Who wrote that letter?",
        "Who wrote Hallelujah?",
        "who said that?",
        "where was she found?",
        "why?",
        "where?",
        "how much?",
        "and in July?",
        "who else?",
        "When did he resign?",
        "How old is he?",
        "What is her name?",
        "What happened next?",
        "What else happened?",
        "Did he say more?",
        "more than 50?",
        "next 30 years?",
        "list all articles",
        "What happens next week?",
        "what is the quota",
        "What is the source of the Nile?",
        "Who is the author of the study?",
        "Which article mentions Assange?",
        "how many articles are there",
        "what's new?",
        "What do you know about China?",
        "Tell me more about WeWork",
        "summarise the article about WeWork",
        "What is Hello Kitty?",
        "Good Morning America host",
        "Great Britain?",
        "Is the bridge new?",
        "Where does the president say that?",
        "How does Home Depot work?",
        "which paper published the leak?",
        "is it true that he resigned?",
        "hello " * 30,
    ],
)
def test_a_question_of_the_articles_is_no_small_talk(text: str) -> None:
    assert topics(text) == ()
