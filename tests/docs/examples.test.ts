import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../src/domain/calendar/import/csv-columns.ts';
import { statusFrom } from '../../src/domain/calendar/import/status-words.ts';
import { packageRoot } from '../../src/package-root.ts';
import { fortnight } from '../support/bare-workspace.ts';
import { emptyWorkspace } from '../support/workspaces.ts';

const importing = readFileSync(join(packageRoot(), 'docs/importing.md'), 'utf8');
const time = readFileSync(join(packageRoot(), 'docs/time.md'), 'utf8');

describe('docs/importing.md', () => {
  test('shows what its commands print, word for word', async () => {
    const root = emptyWorkspace();
    writeFileSync(join(root, 'plan.csv'), blocksOf(importing, 'csv')[0] ?? '');
    const transcripts = blocksOf(importing, '').filter((block) => block.startsWith('$ fortnight '));
    expect(transcripts).toHaveLength(2);
    for (const transcript of transcripts) {
      const [command = '', ...printed] = transcript.trimEnd().split('\n');
      const { out, err } = await fortnight(root, wordsOf(command.slice('$ fortnight '.length)));
      expect([out, err].filter((text) => text !== '').join('\n')).toBe(printed.join('\n'));
    }
  });

  test('shows a Markdown list of which every line is understood', async () => {
    const root = emptyWorkspace();
    await fortnight(root, ['init', '--zone', 'America/Los_Angeles', '--anchor', '2026-12-08']);
    writeFileSync(join(root, 'plan.md'), blocksOf(importing, 'markdown')[0] ?? '');
    const { code, out } = await fortnight(root, ['import', 'plan', 'plan.md']);
    expect([code, out.match(/- id: .*/g)]).toEqual([
      0,
      ['- id: hello-again', '- id: quorums', '- id: why-clocks-lie'],
    ]);
  });

  test('names words and columns that are understood as it says', () => {
    for (const [status = '', words = ''] of rowsOf(importing, 'Status')) {
      for (const word of words.split(', '))
        expect([word, statusFrom(word)]).toEqual([word, status.replaceAll('`', '')]);
    }
    for (const [field = '', names = ''] of rowsOf(importing, 'Field')) {
      for (const name of names.split(', ')) {
        const found = [...(columnsOf([name, field === '`title`' ? '' : 'Title']) ?? [])].find(
          ([, index]) => index === 0,
        );
        expect([name, found?.[0]]).toEqual([name, field.replaceAll('`', '')]);
      }
    }
  });
});

describe('docs/time.md', () => {
  test.each(rowsOf(time, '`zone`'))(
    '%s at %s on %s comes out at %s',
    async (zone = '', at = '', date = '', instant = '') => {
      const root = await workspace({ zone, anchor: date, at });
      const { out } = await fortnight(root, ['plan', '--from', date, '--count', '1', '--json']);
      expect(JSON.parse(out).slots).toMatchObject([{ date, instant: `${instant}:00.000Z` }]);
    },
  );

  test.each(rowsOf(time, 'Anchor'))('after %s come %s', async (anchor = '', slots = '') => {
    const root = await workspace({ zone: 'America/Los_Angeles', anchor, at: '09:00' });
    const { out } = await fortnight(root, ['plan', '--from', anchor, '--json']);
    const [, ...after] = JSON.parse(out).slots.map((slot: { date: string }) => slot.date);
    expect(slots.match(/\d{4}-\d{2}-\d{2}/g)).toEqual([...after].slice(0, slots.split(', ').length));
  });
});

async function workspace({
  zone,
  anchor,
  at,
}: {
  zone: string;
  anchor: string;
  at: string;
}): Promise<string> {
  const root = emptyWorkspace();
  await fortnight(root, ['init', '--zone', zone, '--anchor', anchor]);
  const file = join(root, 'calendar/calendar.yaml');
  const more = ['x', 'y']
    .map((id) => `  - { id: ${id}, title: ${id}, track: notes, status: idea }\n`)
    .join('');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"09:00"', `"${at}"`) + more);
  return root;
}

/** The texts inside fences of one language. */
function blocksOf(text: string, language: string): string[] {
  const fences = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
  return fences.filter(([, named]) => named === language).map(([, , block = '']) => block);
}

/** The cells of the table whose first column has this title, without its head. */
function rowsOf(text: string, title: string): string[][] {
  const [, table = ''] = text.split(`| ${title} |`);
  const [, , ...rows] = table.split('\n\n')[0]?.split('\n') ?? [];
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** Words of a command line; quotes hold spaces together. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}
