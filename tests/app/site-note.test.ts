import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { siteMadeFrom, writeAndNote } from '../../src/app/site-note.ts';
import { temporaryFolder } from '../support/stores.ts';

it('notes what the site was made from once it is written, and keeps no mark', async () => {
  const data = temporaryFolder();
  expect(await siteMadeFrom(data)).toBeNull();
  expect(await writeAndNote(data, 'first', async () => siteMadeFrom(data))).not.toBe('first');
  expect(await siteMadeFrom(data)).toBe('first');
  expect(readdirSync(join(data, 'site.writers'))).toEqual([]);
});

it('claims nothing when the writing failed, whatever was claimed before', async () => {
  const data = temporaryFolder();
  await writeAndNote(data, 'first', async () => undefined);
  const failing = writeAndNote(data, 'second', () => Promise.reject(new Error('the disk is full')));
  await expect(failing).rejects.toThrow('the disk is full');
  expect(['first', 'second']).not.toContain(await siteMadeFrom(data));
});

it.each([
  ['ends first', ['long', 'short']],
  ['ends last', ['short', 'long']],
])(
  'claims nothing when two wrote at once and the one that began first %s',
  async (_case, [first, second]) => {
    const data = temporaryFolder();
    const gates = { short: gate(), long: gate() };
    const begun = { short: gate(), long: gate() };
    const write = (name: 'short' | 'long') =>
      writeAndNote(data, name, () => {
        begun[name].open();
        return gates[name].opened;
      });
    const writing = [first, second].map((name) => write(name === 'short' ? 'short' : 'long'));
    await Promise.all([begun.short.opened, begun.long.opened]);
    gates.short.open();
    await Promise.race(writing);
    expect(['short', 'long']).not.toContain(await siteMadeFrom(data));
    gates.long.open();
    await Promise.all(writing);
    expect(['short', 'long']).not.toContain(await siteMadeFrom(data));
    await writeAndNote(data, 'alone', async () => undefined);
    expect(await siteMadeFrom(data)).toBe('alone');
  },
);

it('waits for no process that was killed, here or long ago elsewhere', async () => {
  const data = temporaryFolder();
  await mkdir(join(data, 'site.writers'));
  const elsewhere = join(data, 'site.writers', encodeURIComponent('another-host:17:00000000-00000000'));
  writeFileSync(elsewhere, '');
  await writeAndNote(data, 'first', async () => undefined);
  expect(await siteMadeFrom(data)).not.toBe('first');
  utimesSync(elsewhere, 0, 0);
  await writeAndNote(data, 'second', async () => undefined);
  expect(await siteMadeFrom(data)).toBe('second');
});

function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
