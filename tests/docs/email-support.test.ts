import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { CLIENTS } from '../../src/mail/lint/clients.ts';
import { HARMLESS } from '../../src/mail/lint/harmless.ts';

const page = () => readFile(new URL('../../docs/email-support.md', import.meta.url), 'utf8');
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

it('docs/email-support.md lists the programs that mails are held against, and nothing else', async () => {
  const rows = Object.entries(CLIENTS).map(([id, name]) => row([name, `\`${id}\``]));
  expect((await page()).match(/^\| [^|]+ \| `[a-z]+[^`]*\.[^`]*` \|$/gm)).toEqual(rows);
});

it('docs/email-support.md lists what may be lacking, with its reason, and nothing else', async () => {
  const [, table = ''] = (await page()).split('| --- | --- |\n').slice(1);
  const rows = Object.entries(HARMLESS).map(([feature, instead]) => row([`\`${feature}\``, instead]));
  expect(table.trim().split('\n')).toEqual(rows);
});
