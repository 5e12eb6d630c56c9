"""Words and phrases with others that say the same."""

from __future__ import annotations

from assistant.judge.training.wording import table

SAME = table("""
began > started
around > about
approximately > about / around
roughly > about
more than > over
over > more than
nearly > almost
almost > nearly
however > but
may > might / could
might > may / could
plans to > intends to / is planning to
intends to > plans to
at least > no fewer than
fewer than > less than
because of > due to / owing to / on account of
due to > because of
as a result of > because of
told reporters that > said that
told reporters > said
told the bbc > said
told journalists > said
took place > was held
per cent > percent / %
percent > per cent
purchase > buy
purchased > bought
bought > purchased
attempted to > tried to
tried to > attempted to
in addition > also
film > movie
movie > film
also known as > also called
prior to > before
following > after
in order to > to
assist > help
assisted > helped
obtained > got / received
requested > asked for
demanded > called for
called for > demanded / urged
received > got
located in > situated in
situated in > located in
large > big
big > large
began to > started to
started > began
whilst > while
although > though
though > although
stated that > said that
announced that > said that
said that > stated that
cannot > can not / is unable to
many > a lot of
a number of > several
numerous > many
frequently > often
often > frequently
mainly > mostly / largely
mostly > mainly
currently > at present / now
approve > give approval to
approved > gave approval to
decided to > made the decision to
allow > permit
allowed > permitted
killed > left dead
passed away > died
colour > color
centre > center
defence > defense
labour > labor
organisation > organization
organised > organized
programme > program
criticised > criticized
recognised > recognized
neighbours > neighbors
harbour > harbor
favourite > favorite
travelled > traveled
theatre > theater
color > colour
center > centre
defense > defence
organization > organisation
program > programme
it is > it's
did not > didn't
does not > doesn't
was not > wasn't
were not > weren't
will not > won't
would not > wouldn't
could not > couldn't
has not > hasn't
have not > haven't
is not > isn't
are not > aren't
didn't > did not
doesn't > does not
wasn't > was not
won't > will not
isn't > is not
hasn't > has not
""")
