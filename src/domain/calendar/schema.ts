import type { RecordOf } from './shape/collections.ts';
import { list, optional, record, required, table } from './shape/collections.ts';
import {
  choice,
  emailAddress,
  languageTag,
  line,
  nameOf,
  prose,
  webAddress,
  wholeNumber,
  yesNo,
} from './shape/scalars.ts';
import { date, dateRange, duration, stride, timeWindow, wallTime, zone } from './shape/times.ts';

const blog = {
  title: required(line(), 'The name of the blog.'),
  tagline: optional(line(), 'One line under the name.'),
  about: optional(prose(), 'Who writes here and why, in a few sentences; opens the Start Here page.'),
  author: required(
    record('the author', {
      name: required(line(), 'The name that signs posts and mail.'),
      email: required(emailAddress(), 'Where replies and notices go.'),
    }),
    'Who writes.',
  ),
  url: required(webAddress(), 'Where the blog lives, without a slash at the end.'),
  language: optional(languageTag(), 'The language of the posts, as a BCP 47 tag; en when absent.'),
  postal_address: optional(prose(), 'Stands at the foot of every mail; no mail leaves without it.'),
};

const cadence = {
  anchor: required(date(), 'A publishing day; its weekday is the publishing weekday.'),
  every: required(stride(), 'From one publishing day to the next, such as 14 days.'),
  at: required(wallTime(), 'When a post comes out, on the clock in `zone`.'),
  zone: required(zone(), 'The IANA time zone of `at` and of the email window.'),
  skip: optional(list(dateRange()), 'Publishing days off, or inclusive ranges A..B; no other date moves.'),
  extra: optional(list(date()), 'Publishing days beside the regular ones.'),
  when_not_ready: optional(
    choice(['next-ready', 'hold']),
    'What to do when the next topic is not ready: take the next ready one (default), or hold.',
  ),
  catch_up: optional(
    duration(),
    'How late a post may still come out; 48h when absent, at most half of `every`.',
  ),
  pause_until: optional(date(), 'Publishing days before this date are closed as skipped.'),
};

const email = {
  from: optional(emailAddress(), "The sender; the author's address when absent."),
  reply_to: optional(emailAddress(), "Where answers go; the author's address when absent."),
  after: optional(duration(), 'The quiet time between publishing and emailing; 2h when absent.'),
  window: optional(timeWindow(), 'Mail leaves only between these times of day; the whole day when absent.'),
  approval: optional(
    choice(['none', 'veto', 'required']),
    'none asks nobody; veto (default) lets the author hold it, silence sends; required never sends without a yes.',
  ),
};

const track = {
  title: required(line(), 'Its name on the Start Here page.'),
  intro: optional(prose(), "Begins with the reader's wish: If you want to …"),
  start_here: optional(list(line()), 'Topic ids in reading order, when it is not that of publication.'),
};

const series = {
  title: required(line(), 'Its name, as readers see it.'),
  parts: optional(wholeNumber(), 'How many parts it will have.'),
  contiguous: optional(yesNo(), 'true: no other topic may come between its parts.'),
};

const topic = {
  id: required(line(), 'A slug, the last part of its address: lower-case letters, digits, single hyphens.'),
  title: required(line(), 'Its title; in quotes when it has a colon.'),
  track: required(nameOf('tracks'), 'The id of one of the tracks.'),
  series: optional(nameOf('series'), 'The id of the series it is a part of.'),
  part: optional(wholeNumber(), 'Its place in the series, from 1.'),
  status: required(
    choice(['idea', 'outline', 'draft', 'review', 'ready', 'parked', 'published']),
    'How far the writing is; published only for what came out before this calendar.',
  ),
  summary: optional(prose(), 'One sentence on what is in it, at most 200 characters.'),
  pin: optional(date(), 'A promise: it comes out on this publishing day.'),
  not_before: optional(date(), 'It does not come out before this date.'),
  tags: optional(list(line()), 'Free words.'),
  public: optional(yesNo(), 'false keeps it out of "coming next".'),
  aliases: optional(list(line()), 'Slugs it was once known by; they redirect.'),
  published: optional(date(), 'When it came out, if that was before this calendar.'),
  url: optional(webAddress(), 'Where it came out, if that was elsewhere.'),
};

/** What a topic may say. */
export const topicKeys: readonly string[] = Object.keys(topic);

/** The topics alone: what a long file is read by, piece by piece. */
export const topicList = list(record('this topic', topic));

/** The whole file, field by field: the one description from which it is read, checked and (as JSON Schema) completed. */
export const calendarFile = record('the calendar', {
  blog: required(record('the blog', blog), 'The blog itself.'),
  cadence: required(record('the cadence', cadence), 'When posts come out.'),
  email: optional(record('the email policy', email), 'When and how mail leaves.'),
  tracks: required(
    table(record('this track', track)),
    'The reading paths, in the order of the Start Here page.',
  ),
  series: optional(table(record('this series', series)), 'The ordered sets of topics.'),
  topics: required(topicList, 'The topics, in order of publication.'),
});

export type EmailFields = RecordOf<typeof email>;
export type TopicFields = RecordOf<typeof topic>;
/** The file as read, every value with its place. */
export type CalendarFile = NonNullable<ReturnType<typeof calendarFile.read>>;
