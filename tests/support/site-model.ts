import { type LocalDate, parseLocalDate } from '../../src/core/zoned-time.ts';
import type { Series, TopicId, Track } from '../../src/domain/calendar/calendar.ts';
import { topicIdOf } from '../../src/domain/calendar/entries.ts';
import type { ComingPost, EarlierPost, OwnPost, SiteModel } from '../../src/site/model.ts';
import { NO_THEME } from '../../src/site/own-theme.ts';

/** A small blog in the middle of its life: two posts of its own, three from before, three to come, one of them private. */
export function siteModel(changes: Partial<SiteModel> = {}): SiteModel {
  return {
    blog: {
      title: 'Professional Imposter Syndrome',
      tagline: 'Deep dives into the things I am still learning',
      about: 'I am Ali, and I explain what I am not sure of.',
      author: { name: 'Ali', email: 'ali@example.com' },
      url: 'https://example.com',
      language: 'en',
      postalAddress: 'PO Box 1, Seattle WA, USA',
    },
    tracks: [
      track(
        'distributed-systems',
        'Distributed systems',
        'If you want to understand distributed systems, start with CAP.',
      ),
      track('networking', 'Networking', 'If you want to learn about networking, begin with the layers.', [
        'merkle-trees',
        'edge',
      ]),
      track('compilers', 'Compilers', 'If you want to build a compiler, we will write one together.'),
    ],
    series: [series('cap', 'The CAP Theorem', 2), series('raft', 'Raft Explained', 2)],
    posts: [
      earlierPost('edge', '2026-08-04', { track: 'networking', title: 'The Rise of Edge Computing' }),
      earlierPost('merkle-trees', '2026-09-01', {
        track: 'networking',
        title: 'Merkle Trees',
        url: 'https://old.example.net/merkle',
      }),
      earlierPost('cap-1', '2026-10-27', { series: 'cap', part: 1, title: 'CAP Theorem Explained' }),
      ownPost('pacelc', '2026-12-08', {
        title: 'After CAP: PACELC',
        aliases: [topicId('latency')],
        tags: ['consensus'],
      }),
      ownPost('raft-1', '2026-12-22', {
        series: 'raft',
        part: 1,
        title: 'Raft Explained',
        tags: ['Consensus', 'Go'],
        markdown: ARTICLE,
      }),
    ],
    coming: [
      comingPost('raft-2', '2027-01-05', {
        series: 'raft',
        part: 2,
        title: 'Leader Election',
        certainty: 'ready',
      }),
      comingPost('secret', '2027-01-19', { title: 'A Surprise', public: false }),
      comingPost('compiler-1', '2027-02-02', {
        track: 'compilers',
        title: 'Build Your Own Compiler',
        certainty: 'pinned',
      }),
      comingPost('crdts', '2027-02-16', { title: 'CRDTs: Merging Without Asking' }),
    ],
    form: { base: '' },
    pages: { about: null, privacy: null, imprint: null },
    privacy: { keepsIps: false, takesMail: false },
    theme: NO_THEME,
    ...changes,
  };
}

export function ownPost(id: string, date: string, changes: Partial<OwnPost> = {}): OwnPost {
  return {
    kind: 'own',
    ...common(id, date),
    tags: [],
    markdown: `The first paragraph of ${id}.\n\n## A heading\n\nAnd a second one.\n`,
    at: Date.parse(`${date}T17:00:00Z`),
    revisedAt: null,
    byMail: true,
    aliases: [],
    ...changes,
  };
}

export function earlierPost(id: string, date: string, changes: Partial<EarlierPost> = {}): EarlierPost {
  return { kind: 'earlier', ...common(id, date), tags: [], url: null, ...changes };
}

function comingPost(id: string, date: string, changes: Partial<ComingPost> = {}): ComingPost {
  return {
    ...common(id, date),
    at: Date.parse(`${date}T17:00:00Z`),
    certainty: 'planned',
    public: true,
    ...changes,
  };
}

/** Everything Markdown has, in one article. */
export const ARTICLE = `A post with [a link](https://raft.github.io/), \`code\` and *stress*[^1].

## The log

\`\`\`go
func main() {
	fmt.Println("<braces> & {{mustaches}}")
}
\`\`\`

| Node | Term |
| --- | ---: |
| alpha | 3 |
| beta | 12 |

> To be understandable is a goal.

1. first
2. second
   - and [x] below

### Once more: the log

See [the other post](/posts/pacelc/) and [above](#the-log).

[^1]: A footnote.
`;

function common(id: string, date: string) {
  return {
    id: topicId(id),
    date: localDate(date),
    title: id,
    summary: `What ${id} is about.`,
    track: 'distributed-systems',
    series: null,
    part: null,
  };
}

function track(id: string, title: string, intro: string, startHere: readonly string[] = []): Track {
  return { id, title, intro, startHere: startHere.map(topicId) };
}

function series(id: string, title: string, parts: number): Series {
  return { id, title, parts, contiguous: false };
}

function topicId(text: string): TopicId {
  const id = topicIdOf(text);
  if (id === null) throw new Error(`not a topic id: ${text}`);
  return id;
}

function localDate(text: string): LocalDate {
  const date = parseLocalDate(text);
  if (date === null) throw new Error(`not a date: ${text}`);
  return date;
}
