/** What a test's calendar file has otherwise than the sample; keys as in the file. */
export interface CalendarText {
  readonly blog?: Readonly<Record<string, unknown>>;
  readonly cadence?: Readonly<Record<string, unknown>>;
  readonly email?: Readonly<Record<string, unknown>>;
  readonly topics?: readonly TopicText[];
}

type TopicText = { readonly id: string } & Readonly<Record<string, unknown>>;

/** From 2026-12-08 every other Tuesday at 09:00 in Los Angeles; mail after two hours, with a veto. */
export const SAMPLE_TOPICS: readonly TopicText[] = [
  { id: 'pacelc', title: 'After CAP', status: 'ready', summary: 'What else there is to trade.' },
  { id: 'raft-1', title: 'Raft, part one', status: 'ready', series: 'raft', part: 1 },
  { id: 'raft-2', title: 'Raft, part two', status: 'review', series: 'raft', part: 2 },
  { id: 'on-call', title: 'What on-call taught me', status: 'ready', track: 'personal' },
  { id: 'crdts', title: 'CRDTs', status: 'idea' },
];

export const SAMPLE_POSTS: Readonly<Record<string, string>> = {
  pacelc:
    'Even without a partition there is a choice: latency or consistency.\n\n```go\nfmt.Println("{{name}}")\n```\n',
  'raft-1': 'A log, and who may write it.\n',
  'on-call': 'Sleep is a feature.\n',
};

/** The text of a calendar file: the sample, changed. Values are written as JSON, which YAML reads. */
export function calendarText(change: CalendarText = {}): string {
  const topics = (change.topics ?? SAMPLE_TOPICS).map((topic) => ({ track: 'systems', ...topic }));
  const parts = [
    block('blog', { ...BLOG, ...change.blog }),
    block('cadence', { ...CADENCE, ...change.cadence }),
    block('email', { ...EMAIL, ...change.email }),
    'tracks:\n  systems: { title: Distributed systems, intro: "Start here." }\n  personal: { title: Personal, intro: "Who I am." }',
    'series:\n  raft: { title: Raft }',
    `topics:\n${topics.map((topic) => `  - ${inline(topic)}`).join('\n')}`,
  ];
  return `${parts.join('\n')}\n`;
}

const BLOG = {
  title: 'Imposter Syndrome',
  tagline: 'Still learning',
  author: { name: 'Ali', email: 'ali@example.com' },
  url: 'https://example.com',
  language: 'en',
  postal_address: 'PO Box 1, Seattle WA, USA',
};

const CADENCE = {
  anchor: '2026-12-08',
  every: '14 days',
  at: '09:00',
  zone: 'America/Los_Angeles',
  when_not_ready: 'next-ready',
  catch_up: '48h',
};

const EMAIL = { after: '2h', window: '08:00-18:00', approval: 'veto' };

function block(name: string, fields: Readonly<Record<string, unknown>>): string {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return `${name}:\n${present.map(([key, value]) => `  ${key}: ${scalar(value)}`).join('\n')}`;
}

function inline(fields: Readonly<Record<string, unknown>>): string {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return `{ ${present.map(([key, value]) => `${key}: ${scalar(value)}`).join(', ')} }`;
}

/** Dates stay unquoted, as authors write them. */
function scalar(value: unknown): string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : JSON.stringify(value);
}
