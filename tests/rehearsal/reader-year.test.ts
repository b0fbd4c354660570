import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { askForAddress, changeAddress, newAddressUrl } from '../../src/app/change-address.ts';
import { confirm, confirmUrl } from '../../src/app/confirm.ts';
import { savePreferences, standingOf } from '../../src/app/save-preferences.ts';
import { subscribe } from '../../src/app/subscribe.ts';
import { DAY } from '../../src/core/clock.ts';
import { formOf, type PreferenceForm } from '../../src/domain/readers/preference-form.ts';
import { packageRoot } from '../../src/package-root.ts';
import type { Production } from '../../src/rehearsal/production.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import { printRehearsal } from '../../src/rehearsal/report/print.ts';
import type { Rehearsal } from '../../src/rehearsal/report/report.ts';
import { instant } from '../support/calendars.ts';
import { address, readerAt } from '../support/stores.ts';
import { FROM, only } from './sample.ts';
import { yearWorkspace } from './year-workspace.ts';

const ALICE = 'alice@example.org';
const MOVED = 'alice@elsewhere.example';

/** What Alice does in her year, each through the verb that her page calls. */
function plan(production: Production): void {
  const { world, desk } = production;
  const on = (moment: string, words: string, act: () => Promise<unknown>): void => {
    world.plan(instant(`${moment}:00-08:00`), words, async () => {
      await act();
      production.stirred();
    });
  };
  const saves = async (typed: string, change: Partial<PreferenceForm>): Promise<void> => {
    const reader = await readerAt(desk.store, typed);
    const standing = await standingOf(desk, reader);
    const form = formOf({ ...standing.preferences, name: reader.name }, standing);
    const faults = await savePreferences(desk, standing, { ...form, ...change });
    if (faults.length > 0) throw new Error(JSON.stringify(faults));
  };
  on('2027-01-20T12:00', 'Alice signs up', async () => {
    const request = { address: ALICE, name: null, door: 'form', wording: 'Yes.', formVersion: '1' } as const;
    await subscribe(desk, request);
  });
  on('2027-01-20T12:30', 'Alice confirms', async () => {
    const { id, address } = await readerAt(desk.store, ALICE);
    await confirm(desk, tokenIn(confirmUrl(desk, id, address, desk.clock.now())));
  });
  on('2027-01-21T12:00', 'Alice wants cryptography only, and hashing from its part 1', () =>
    saves(ALICE, { tracks: ['cryptography'], series: ['hashing'] }),
  );
  on('2027-03-04T12:00', 'Alice asks for the series on Raft as well', () =>
    saves(ALICE, { series: ['hashing', 'raft'] }),
  );
  on('2027-03-05T12:00', 'Alice pauses', () => saves(ALICE, { pauseUntil: '2027-05-01' }));
  on('2027-07-15T12:00', 'Alice moves', async () => {
    await askForAddress(desk, await readerAt(desk.store, ALICE), MOVED);
  });
  on('2027-07-15T12:30', 'Alice says yes at the new address', async () => {
    const reader = await readerAt(desk.store, ALICE);
    const wanted = await desk.store.wantedAddress(reader.id);
    if (wanted === null) throw new Error('nothing was asked');
    await changeAddress(desk, tokenIn(newAddressUrl(desk, reader.id, wanted.addressHash, desk.clock.now())));
  });
}

function tokenIn(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}

/** All that she is to get: the hour by the clock of the blog, the address, and what. */
const EXPECTED = `
2027-01-20 12:00 alice@example.org confirm
2027-01-20 12:30 alice@example.org welcome
2027-02-02 09:00 alice@example.org series:hash-1@2027-02-02
2027-02-16 09:00 alice@example.org series:hash-2@2027-02-16
2027-02-16 11:00 alice@example.org regular:cry-1
2027-03-02 11:00 alice@example.org regular:hash-3
2027-05-11 09:00 alice@example.org series:raft-1@2027-05-11
2027-05-11 11:00 alice@example.org regular:hash-4
2027-05-25 09:00 alice@example.org series:raft-2@2027-05-25
2027-06-08 09:00 alice@example.org series:raft-3@2027-06-08
2027-06-08 11:00 alice@example.org regular:cry-3
2027-07-06 11:00 alice@example.org regular:cry-4
2027-07-15 13:00 alice@elsewhere.example new-address
2027-07-15 13:30 alice@example.org address-changed
2027-08-03 11:00 alice@elsewhere.example regular:cry-5
2027-08-31 11:00 alice@elsewhere.example regular:cry-6
2027-09-28 11:00 alice@elsewhere.example regular:cry-7
2027-10-26 11:00 alice@elsewhere.example regular:cry-8
2027-11-23 11:00 alice@elsewhere.example regular:cry-9
`;

it('a reader who picks a track, asks for series, pauses and moves gets exactly the right mails over a year, and the rehearsal prints it', async () => {
  const rehearsal = await rehearse({
    workspace: yearWorkspace(),
    environment: { SMTP_URL: 'smtp://author:secret@relay.example:587?connections=5' },
    from: FROM,
    until: FROM + 365 * DAY,
    subscribers: 5,
    assumePlanned: false,
    reader: address(ALICE),
    seed: 1,
    faults: only({}, plan),
    stopwatch: () => 0,
  });
  expect(rehearsal.violations).toEqual([]);
  expect(rehearsal.counts).toEqual({ published: 26, missed: 0, skipped: 0 });
  const got = (rehearsal.reader?.mails ?? []).map(({ at, to, what }) => `${hour(at)} ${to} ${what}`);
  expect(got).toEqual(EXPECTED.trim().split('\n'));
  const guide = readFileSync(join(packageRoot(), 'docs', 'rehearsal.md'), 'utf8');
  const [, shown = ''] = /```\n(To alice@example\.org[\s\S]*?)\n```/.exec(guide) ?? [];
  expect(printed(rehearsal)).toContain(shown);
  expect(shown.split('\n').length).toBeGreaterThan(10);
}, 120_000);

function hour(at: number): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'America/Los_Angeles',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return format.format(at);
}

function printed(rehearsal: Rehearsal): string {
  const lines: string[] = [];
  printRehearsal(rehearsal, {
    out: (text) => void lines.push(text),
    octets: (octets) => void lines.push(Buffer.from(octets).toString()),
    err: (text) => void lines.push(text),
    paint: (_tone, text) => text,
    columns: 120,
    interactive: false,
  });
  return lines.join('\n');
}
