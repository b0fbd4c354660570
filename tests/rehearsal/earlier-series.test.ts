import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { confirm, confirmUrl } from '../../src/app/confirm.ts';
import { savePreferences, standingOf } from '../../src/app/save-preferences.ts';
import { subscribe } from '../../src/app/subscribe.ts';
import { DAY } from '../../src/core/clock.ts';
import { formOf } from '../../src/domain/readers/preference-form.ts';
import { packageRoot } from '../../src/package-root.ts';
import type { Production } from '../../src/rehearsal/production.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import { type Workspace, workspaceAt } from '../../src/workspace/workspace.ts';
import { instant } from '../support/calendars.ts';
import { address, readerAt, temporaryFolder } from '../support/stores.ts';
import { FROM, only } from './sample.ts';

const ALICE = 'alice@example.org';

/** The shipped calendar with its posts, and no database. */
function shippedWorkspace(): Workspace {
  const root = temporaryFolder();
  for (const folder of ['calendar', 'emails'])
    cpSync(join(packageRoot(), folder), join(root, folder), { recursive: true });
  return workspaceAt(root, join(root, 'data'));
}

/** Alice signs up the day before the first slot, and asks for the series on the CAP theorem as her page does. */
function plan(production: Production): void {
  const { world, desk } = production;
  const on = (moment: string, words: string, act: () => Promise<unknown>): void => {
    world.plan(instant(`${moment}:00-08:00`), words, async () => {
      await act();
      production.stirred();
    });
  };
  on('2026-12-07T12:00', 'Alice signs up', () =>
    subscribe(desk, { address: ALICE, name: null, door: 'form', wording: 'Yes.', formVersion: '1' }),
  );
  on('2026-12-07T12:30', 'Alice confirms, and wants CAP from its part 1', async () => {
    const { id, address } = await readerAt(desk.store, ALICE);
    await confirm(desk, confirmUrl(desk, id, address, desk.clock.now()).split('/').at(-1) ?? '');
    const reader = await readerAt(desk.store, ALICE);
    const standing = await standingOf(desk, reader);
    expect(standing.series).toContain('cap');
    const form = formOf({ ...standing.preferences, name: reader.name }, standing);
    expect(await savePreferences(desk, standing, { ...form, series: ['cap'] })).toEqual([]);
  });
}

it('a reader who asks for the shipped series on CAP gets its four parts over SMTP, in order, one a fortnight, each once', async () => {
  const rehearsal = await rehearse({
    workspace: shippedWorkspace(),
    environment: { SMTP_URL: 'smtp://author:secret@relay.example:587?connections=5' },
    from: FROM,
    until: FROM + 90 * DAY,
    subscribers: 5,
    assumePlanned: false,
    reader: address(ALICE),
    seed: 1,
    faults: only({}, plan),
    stopwatch: () => 0,
  });
  expect(rehearsal.violations).toEqual([]);
  const parts = (rehearsal.reader?.mails ?? []).filter(({ what }) => what.startsWith('series:'));
  expect(parts.map(({ what }) => what)).toEqual([
    'series:cap-theorem-explained@2026-12-08',
    'series:cp-systems-explained@2026-12-22',
    'series:ap-systems-explained@2027-01-05',
    'series:cap-real-world-trade-offs@2027-01-19',
  ]);
  const days = parts.map(({ at }) => Math.floor((at - instant('2026-12-08T00:00:00-08:00')) / DAY));
  expect(days).toEqual([0, 14, 28, 42]);
}, 120_000);
