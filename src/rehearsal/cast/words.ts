import type { Topic } from '../../domain/calendar/calendar.ts';
import type { Chance } from '../world/chance.ts';

/** A body for a topic that nobody has written yet: of the length and with the parts that real posts have. The same chance gives the same text. */
export function wordsFor({ title, summary }: Pick<Topic, 'title' | 'summary'>, chance: Chance): string {
  const parts = [
    summary === '' ? `This is about ${title}.` : summary,
    ...Array.from({ length: 3 + chance.below(4) }, (_, index) => section(title, index, chance)),
    'That is all for this fortnight. Until the next one.',
  ];
  return `${parts.join('\n\n')}\n`;
}

const HEADINGS = [
  'The question',
  'What goes wrong',
  'A first attempt',
  'Measured',
  'In practice',
  'What is left',
];

const SENTENCES = [
  'The obvious answer is the one that fails at three in the morning.',
  'Nothing here is new; what is new is having to explain it.',
  'A message that was sent twice is a message whose sender was not sure.',
  'Every clock in this picture is wrong, and each in its own way.',
  'I had drawn this diagram for years before I asked what the arrow meant.',
  'So the interesting part is not the algorithm, but when it may stop.',
  'It costs 3 µs here and 40 ms there, which is the whole argument.',
  'Naïve as it is — and it is — this version has one advantage: one can read it.',
  'Ask what happens if the power fails between these two lines.',
  'The paper calls this 最終的整合性; the rest of us call it Tuesday.',
];

function section(title: string, index: number, chance: Chance): string {
  const heading = HEADINGS[index] ?? title;
  const text = Array.from({ length: 4 + chance.below(6) }, () => chance.pick(SENTENCES)).join(' ');
  const extra = chance.pick([CODE_GO, CODE_RUST, TABLE, LIST, QUOTE, '']) ?? '';
  return [`## ${heading}`, text, extra].filter((part) => part !== '').join('\n\n');
}

const CODE_GO = `\`\`\`go
func (n *Node) Vote(req VoteRequest) bool {
	if req.Term < n.term || n.votedFor != "" {
		return false // {{braces}} stay as they are
	}
	n.votedFor = req.Candidate
	return true
}
\`\`\``;

const CODE_RUST = `\`\`\`rust
let total: u64 = rows.iter().map(|row| row.cost).sum();
assert!(total <= budget, "over by {}", total - budget);
\`\`\``;

const TABLE = `| Way | Cost | When |
| --- | ---: | --- |
| lock | 1 round trip | *nobody* else writes |
| merge | 0 | order does not matter |
| ask again | 2 round trips | always |`;

const LIST = `1. Write down what you know.
2. Write down what you **cannot** know.
3. Only then [send anything](https://example.com/sending).`;

const QUOTE =
  '> “A distributed system is one in which the failure of a computer you did not even know existed…”';

/** Every kind of part that a body may have. */
export const EVERY_PART = [CODE_GO, CODE_RUST, TABLE, LIST, QUOTE].join('\n\n');
