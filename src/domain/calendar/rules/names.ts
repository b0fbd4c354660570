import { nearestName } from '../../../core/nearest-name.ts';
import { topicIdOf } from '../entries.ts';
import type { Entry } from '../shape/kind.ts';
import type { Span } from '../source.ts';
import type { CheckInput, Finding, Rule } from './rule.ts';
import { suggesting } from './rule.ts';

export const duplicateId: Rule = {
  code: 'E201',
  severity: 'error',
  title: 'an id stands twice',
  what: 'Two topics have the same id, or the alias of one is the id or alias of another.',
  why: 'The id is the address of the post and the key of its mail: with two of them, a reader could get the wrong post.',
  how: 'Give one of them another id. Two topics with one id hold the whole file until then.',
  *find({ topics }) {
    const taken = new Map<string, Span>();
    for (const { typedId } of topics) yield* claim(taken, typedId, 'topic');
    for (const { fields } of topics) {
      for (const alias of fields?.aliases?.value ?? []) yield* claim(taken, alias, 'alias');
    }
  },
};

export const notASlug: Rule = {
  code: 'E202',
  severity: 'error',
  title: 'an id is not a slug',
  what: 'An id has other characters than lower-case letters, digits and single hyphens, or more than 80 of them.',
  why: 'It becomes part of addresses on the web, in mail and in file names.',
  how: 'Write it like `cap-theorem-explained`.',
  *find({ file, topics }) {
    for (const { typedId, fields } of topics) {
      for (const entry of [typedId, ...(fields?.aliases?.value ?? [])]) {
        if (entry?.value != null) yield* slugFault(entry.value, entry.span);
      }
    }
    for (const named of [...(file?.tracks?.value ?? []), ...(file?.series?.value ?? [])]) {
      yield* slugFault(named.id, named.key);
    }
  },
};

export const unknownGroup: Rule = {
  code: 'E206',
  severity: 'error',
  title: 'a track or series is not known',
  what: 'A topic names a track or a series that the file does not define.',
  why: 'The post would stand in no reading path, and its parts in no order.',
  how: 'Correct the name, or add it under `tracks:` or `series:`.',
  *find(input) {
    yield* unknownNames(input, 'track', input.file?.tracks ?? null);
    yield* unknownNames(input, 'series', input.file?.series ?? null);
  },
};

function* claim(
  taken: Map<string, Span>,
  entry: Entry<string> | null,
  what: 'topic' | 'alias',
): Generator<Finding> {
  if (entry === null || entry.value === null) return;
  const first = taken.get(entry.value);
  if (first === undefined) {
    taken.set(entry.value, entry.span);
    return;
  }
  yield {
    span: entry.span,
    message:
      what === 'topic'
        ? `another topic has the id \`${entry.value}\``
        : `\`${entry.value}\` is already taken`,
    help: 'every id and alias stands for one topic only',
    related: [{ span: first, message: 'first defined here' }],
    ...(what === 'topic' ? { blocks: 'file' } : {}),
  };
}

function* slugFault(id: string, span: Span): Generator<Finding> {
  if (topicIdOf(id) !== null) return;
  const slug = slugLike(id);
  const help = 'lower-case letters, digits and single hyphens, at most 80 characters';
  yield { span, message: `\`${id}\` cannot be an id`, help: suggesting(topicIdOf(slug), help) };
}

function slugLike(text: string): string {
  const letters = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return letters.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

/** `groups` is null when the block is absent; its value is null when it is broken, and then nothing is said. */
function* unknownNames(
  { topics, flaws }: CheckInput,
  key: 'track' | 'series',
  groups: Entry<readonly { readonly id: string }[]> | null,
): Generator<Finding> {
  const blockMissing = flaws.some((flaw) => flaw.kind === 'missing' && flaw.key === 'tracks');
  if (groups?.value === null || (key === 'track' && blockMissing)) return;
  const known = new Set(groups?.value.map((group) => group.id));
  for (const { fields } of topics) {
    const named = fields?.[key];
    if (!named?.value || known.has(named.value)) continue;
    const help =
      known.size === 0
        ? `add it under \`${key === 'track' ? 'tracks' : key}:\``
        : `known: ${[...known].join(', ')}`;
    yield {
      span: named.span,
      message: `there is no ${key} \`${named.value}\``,
      help: suggesting(nearestName(named.value, known), help),
    };
  }
}
