import type { Instant } from '../../core/clock.ts';
import { addDays, isoWeekday, type LocalDate, wallClock, type ZoneName } from '../../core/zoned-time.ts';
import { scalarText } from './syntax/scalar-text.ts';

/** What a new calendar has to know; all texts as the author typed them. */
export interface StarterAnswers {
  readonly title: string;
  readonly author: string;
  readonly email: string;
  readonly url: string;
  readonly zone: ZoneName;
  readonly anchor: LocalDate;
  /** A stride, e.g. `14 days`. */
  readonly every: string;
}

/** The topic whose body comes with the starter. */
export const STARTER_TOPIC = 'why-this-blog';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const TUESDAY = 2;

/** The next Tuesday in the zone that leaves at least a week to write. */
export function starterAnchor(now: Instant, zone: ZoneName): LocalDate {
  const inAWeek = addDays(wallClock(now, zone).date, 7);
  return addDays(inAWeek, (TUESDAY - isoWeekday(inAWeek) + 7) % 7);
}

/** A commented calendar with one topic begun and two to come. */
export function starterCalendar({ title, author, email, url, zone, anchor, every }: StarterAnswers): string {
  const day = DAYS[isoWeekday(anchor) - 1] ?? '';
  return `# The content calendar. The order of the topics is the order of publication: on every publishing day the next one that
# says \`ready\` goes out as a page, and later as an email. The body of a topic is \`posts/<id>.md\`.
# \`fortnight check\` finds faults, \`fortnight plan\` shows the dates. Fortnight only reads this file.

blog:
  title: ${scalarText(title)}
  tagline: ""                 # one line under the name
  author:
    name: ${scalarText(author)}
    email: ${scalarText(email)}
  url: ${scalarText(url)}
  language: en
  # postal_address: "PO Box 1, Seattle WA, USA"    # stands in every mail; no mail leaves before you give one

cadence:
  anchor: ${anchor}          # a ${day}, and the first publishing day
  every: ${scalarText(every)}              # from one publishing day to the next, for ever in step with the anchor
  at: "09:00"                 # on the clock in \`zone\`, summer and winter
  zone: ${zone}
  skip: []                    # days off, such as [${addDays(anchor, 28)}]; ranges too: A..B. Nothing else moves
  when_not_ready: next-ready  # a late draft lets the next ready topic pass; \`hold\` would wait for it
  # catch_up: 48h             # how late a post may still come out; this is the default, or half of \`every\` if that is less

email:
  after: 2h                   # time to notice the typo before everybody has it
  window: "08:00-18:00"       # mail leaves between these times only
  approval: veto              # you get a preview and can hold it; silence sends

# The reading paths. An intro finishes the reader's own sentence.
tracks:
  notes:
    title: Notes
    intro: If you want to know what I am working on, begin here.

# A series is a set of topics in parts: name it here, and give its topics \`series:\` and \`part:\`.
series: {}

# idea -> outline -> draft -> review -> ready; or parked. Put a title in quotes when it has a colon.
topics:
  - id: ${STARTER_TOPIC}
    title: Why This Blog
    track: notes
    status: draft             # when posts/${STARTER_TOPIC}.md says what you mean, write: ready
    summary: What you will find here, and how often.

  - id: what-i-learned
    title: What I Learned This Month
    track: notes
    status: idea
    summary: One thing that surprised me, with an example.

  - id: a-question-i-get
    title: "A Question I Get: And What I Answer"
    track: notes
    status: idea
    # pin: ${addDays(anchor, 28)}         # a promise: this topic on this publishing day
`;
}

/** The body of the first topic: Markdown, without its title. */
export function starterPost(every: string): string {
  return `Say here in a few sentences who you are and what this blog is about. A new post comes out every ${every}.

## What to expect

- the kind of thing you write about
- how long a post is
- what you would like to hear from readers

Set the status of this topic to \`ready\` in \`calendar/calendar.yaml\` when you are happy with it.
`;
}
