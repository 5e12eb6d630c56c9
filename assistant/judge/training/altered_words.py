"""Words and phrases with what alters them: "phrase > other / other" on each line."""

from __future__ import annotations

from assistant.judge.training.wording import table

MODALITY = table("""
may have > has
may > will / is certain to
might > will
could > will
can > must
should > must
plans to > will / has begun to
plan to > will / have begun to
planned to > had begun to / was certain to
intends to > will
hopes to > will / is certain to
hope to > will / are certain to
hoped to > was certain to
wants to > will / is going to
want to > will / are going to
aims to > will
is expected to > will / is certain to / has promised to
are expected to > will / are certain to
was expected to > was certain to
is likely to > will / is certain to
are likely to > will / are certain to
is unlikely to > will not / is likely to
is set to > has agreed to / has already begun to
is due to > has refused to
are due to > have refused to
is considering > has decided on / has ruled out
are considering > have decided on / have ruled out
was considering > had decided on
considering > ruling out / set on
proposed > approved / adopted
proposes > has approved
proposal > decision
called for > secured / announced
calls for > has secured
tried to > managed to
attempted to > managed to
trying to > managing to
threatened to > decided to
offered to > agreed to
asked to > agreed to
urged > ordered / forced
recommended > ordered
possible > certain
probable > certain
potential > actual
suspected > proven / convicted
alleged > proven / confirmed
accused of > convicted of / found guilty of
charged with > convicted of
suggests > proves
suggest > prove
suggested > proved
indicates > proves
indicated > proved
linked to > caused by
associated with > caused by
would > must
planned > completed
draft > final
candidate > winner
""")
TURNED = table("""
denied > admitted / confirmed
denies > admits / confirms
refused to > agreed to
agreed to > refused to
failed to > managed to
managed to > failed to
rejected > accepted / approved
accepted > rejected
approved > rejected / blocked
unable to > able to
able to > unable to
support > opposition
supported > opposed
supports > opposes
opposed > supported
opposes > supports
welcomed > condemned / criticised
praised > criticised
criticised > praised
criticized > praised
condemned > welcomed
banned > allowed
allowed > banned / forbidden
arrested > released
released > arrested
guilty > not guilty / innocent
cleared of > convicted of
convicted of > cleared of
won > lost
lost > won
beat > lost to
defeated > lost to
opened > closed
closed > opened
began > ended
started > ended
joined > left
increase > decrease / fall
increased > decreased / fell
rise > fall
rose > fell
risen > fallen
rising > falling
fall > rise
fell > rose
fallen > risen
falling > rising
grew > shrank
growth > decline
decline > growth
declined > grew
dropped > climbed
gained > lost
bought > sold
sold > bought
hired > dismissed
appointed > dismissed
resigned > was appointed
survived > died
killed > rescued
successful > unsuccessful
unsuccessful > successful
safe > unsafe
legal > illegal
illegal > legal
public > private
private > public
positive > negative
negative > positive
possible > impossible
likely > unlikely
unlikely > likely
confirmed > denied
lifted > imposed
imposed > lifted
extended > shortened
male > female
female > male
son > daughter
daughter > son
father > brother
mother > sister
brother > father
wife > mother
husband > brother
women > men
""")
COMPARED = table("""
more than > less than / fewer than
less than > more than
fewer than > more than
more > less
less > more
fewer > more
higher > lower
lower > higher
highest > lowest
lowest > highest
larger > smaller
smaller > larger
bigger > smaller
largest > smallest / second largest
biggest > smallest / second biggest
smallest > largest
best > worst
worst > best
better > worse
worse > better
older > younger
younger > older
oldest > youngest
youngest > oldest
faster > slower
slower > faster
longer > shorter
longest > shortest
shorter > longer
stronger > weaker
weaker > stronger
earlier > later
later > earlier
before > after
after > before
first > last / second
last > first
ahead of > behind
behind > ahead of
above > below
below > above
most > least
early > late
late > early
northern > southern
southern > northern
eastern > western
western > eastern
north > south
south > north
east > west
west > east
unlike > like
compared with > as much as
same > opposite
twice > half
double > half
""")
QUANTITY_AGAINST = table("""
a few > many / most
few > many
nearly > more than
almost > more than
at least > at most / fewer than
at most > at least
up to > at least / more than
no > some
none of > all of / most of
all > only some / none of
every > no / not every
both > neither / only one of
majority > minority
minority > majority
half > a third / a quarter
a third > half / two thirds
a quarter > half / three quarters
dozens > hundreds / thousands
hundreds > dozens / thousands
thousands > hundreds / millions
always > never / sometimes
often > rarely
rarely > often
usually > never
mostly > rarely
largely > hardly
hardly > largely
twice > three times
many > few
most > few
""")
QUANTITY_BEYOND = table("""
some > all / most
several > dozens of / all
many > most / all
most > all / almost all
often > always
usually > always
sometimes > always / often
about > exactly
around > exactly
approximately > exactly
some of > all of / most of
many of > all of / most of
most of > all of
one of > the only one of
mainly > exclusively / only
mostly > entirely
largely > entirely
partly > entirely
partially > completely
a number of > all / hundreds of
frequently > always
nearly all > all
almost all > all
""")
UNIT = table("""
million > billion / thousand
billion > million / trillion
trillion > billion
thousand > million
km > miles
kilometres > miles
kilometers > miles
miles > kilometres / metres
metres > feet / kilometres
meters > feet / kilometers
feet > metres / miles
inches > centimetres / feet
cm > inches
tonnes > kilograms
tons > pounds
kg > tonnes
kilograms > tonnes
hectares > acres / square kilometres
acres > hectares
litres > gallons
mph > km/h
km/h > mph
years > months / decades
months > years / weeks
weeks > months / days
days > weeks / hours
hours > minutes / days
minutes > hours / seconds
seconds > minutes
decades > years / centuries
centuries > decades
per cent > percentage points / per mille
degrees celsius > degrees fahrenheit
a day > a week / a month
a week > a day / a month
a month > a week / a year
a year > a month / a decade
per day > per week
per year > per month
""")
CURRENCY = table("""
dollars > euros / pounds / yen
euros > dollars / pounds / Swiss francs
pounds > dollars / euros
yen > dollars / euros
rupees > dollars / pounds
euro > dollar
dollar > euro
""")
STALE = table("""
former > current / present
ex-president > president
no longer > still
still > no longer
used to > continues to
previously > now
formerly > now
currently > formerly
now > formerly / no longer
outgoing > incoming / newly elected
previous > current
current > previous / former
last year > this year / next year
this year > last year
next year > last year / this year
last month > next month
next month > last month
last week > next week
this week > last week
next week > last week
yesterday > today / tomorrow
today > yesterday
tomorrow > today
until > since
since > until
until recently > still
predecessor > successor
successor > predecessor
already > not yet
not yet > already
has been > is no longer
""")
SAID_TO = table("""
is said to have > has
are said to have > have
was said to have > had
is believed to have > has
are believed to have > have
was believed to have > had
is thought to have > has
are thought to have > have
is alleged to have > has
are alleged to have > have
is reported to have > has
is believed to be > is
are believed to be > are
was believed to be > was
is thought to be > is
are thought to be > are
is said to be > is
are said to be > are
is alleged to be > is
is reported to be > is
appears to be > is
appear to be > are
appeared to be > was
seems to be > is
seem to be > are
appears to have > has
seems to have > has
considered to be > known to be
on suspicion of > for
suspected of > guilty of / convicted of
in connection with > for
""")
