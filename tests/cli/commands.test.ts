import { beforeEach, describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/core/display-width.ts';
import { run, type Spoken } from '../support/command-line.ts';
import { mailTo, sendAll } from '../support/post-office.ts';
import { ALICE, addActive, BOB } from '../support/readers.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

let house: TestApp;
beforeEach(async () => {
  house = await openTestApp();
});

const say = (line: string): Promise<Spoken> => run(house, line.split(' '));
const widest = (text: string) => Math.max(...text.split('\n').map(displayWidth));

describe('planning', () => {
  test('check is 0 without errors and 1 with', async () => {
    expect(await say('check')).toMatchObject({ code: 0 });
    await house.writeCalendar('topics: [');
    expect(await say('check')).toMatchObject({
      code: 1,
      out: expect.stringContaining('calendar/calendar.yaml'),
    });
    expect((await say('plan')).failure).toMatchObject({ code: 'invalid' });
  });

  test('plan lists slots and the runway, and next and why agree with it', async () => {
    const { code, out } = await say('plan --count 3');
    expect(code).toBe(0);
    expect(out).toMatch(/Tue {2}8 Dec 2026 +pacelc/);
    expect(out).toContain('Runway: 3 posts, 6 weeks');
    expect((await say('next')).out).toContain('pacelc');
    expect((await say('why pacelc')).out).toContain('After CAP');
  });

  test('what stands in the way of a topic is said', async () => {
    expect((await say('why raft-2')).out).toContain('status is review');
  });

  test('tables fit a terminal of 80 columns, however many readers are in which state', async () => {
    await addActive(house.app, ALICE);
    await house.tickAt('2026-12-08T09:00:00-08:00');
    for (const line of ['plan', 'ledger']) {
      expect(
        widest((await run(house, [line], { columns: 80, tty: true, environment: { NO_COLOR: '1' } })).out),
      ).toBeLessThanOrEqual(80);
    }
  });

  test('colour is for terminals, and NO_COLOR turns it off', async () => {
    const colour = '\u001b[';
    expect((await run(house, ['plan'], { tty: true })).out).toContain(colour);
    expect((await run(house, ['plan'], { tty: true, environment: { NO_COLOR: '1' } })).out).not.toContain(
      escape,
    );
    expect((await run(house, ['plan'])).out).not.toContain(colour);
  });
});

describe('publishing', () => {
  test('tick says what it did', async () => {
    expect((await say('tick')).out).toContain('nothing is due');
    house.clock.advance(15 * 3_600_000);
    expect((await say('tick')).out).toContain('published pacelc in the slot of 2026-12-08');
  });

  test('publish and unpublish', async () => {
    expect((await say('publish on-call')).out).toContain('/posts/on-call/');
    expect((await say('publish on-call')).failure).toMatchObject({ code: 'conflict' });
    expect((await say('unpublish on-call')).out).toContain('its mail is cancelled');
    expect((await say('unpublish on-call')).failure).toMatchObject({ code: 'not-found' });
  });

  test('begin names the first slot that is left', async () => {
    expect((await say('begin --from 2026-12-10')).out).toContain('2026-12-22');
  });

  test('preview prints the mail, its text or the page, and publishes nothing', async () => {
    expect((await say('preview raft-1 --email')).out).toContain('A log, and who may write it.');
    expect((await say('preview raft-1 --text')).out).not.toContain('<p');
    expect((await say('preview raft-1 --web')).out).toContain('<article');
    expect(await house.app.store.publications()).toEqual([]);
  });

  test('preview --lint says how large the mail is and what programs lack, also as data', async () => {
    const { code, out } = await say('preview raft-1 --lint');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/ of HTML \(at most 95\.0 kB.*Outlook on Windows/s),
    ]);
    const found = JSON.parse((await say('preview raft-1 --lint --json')).out);
    expect(found).toMatchObject({
      size: { html: expect.any(Number), limit: 95_000 },
      lacked: expect.any(Array),
    });
  });
});

describe('mailing', () => {
  test('edition decides, and ledger and status tell', async () => {
    expect((await say('ledger')).out).toContain('no edition yet');
    await addActive(house.app, ALICE);
    await house.tickAt('2026-12-08T09:00:00-08:00');
    expect((await say('edition hold pacelc')).out).toContain('held');
    expect((await say('status')).out).toContain('regular:pacelc: held');
    expect((await say('edition send-now pacelc')).code).toBe(0);
    await say('tick');
    await sendAll(house.app);
    expect((await say('ledger pacelc')).out).toContain('adds up: audience 1 = 1 sent');
    expect((await say('ledger')).out).toContain('complete');
    expect((await say('edition hold pacelc')).failure).toMatchObject({ code: 'conflict' });
    expect((await say('ledger nothing')).failure).toMatchObject({ code: 'not-found' });
  });

  test('send-test sends one mail to one address and records nothing', async () => {
    expect(await say(`send-test raft-1 ${BOB}`)).toMatchObject({ code: 0 });
    expect((await mailTo(house.app, BOB, 'Test: Raft, part one')).text).toContain('A log');
    expect(await house.app.store.editions()).toEqual([]);
    expect((await say('send-test raft-1 bob')).failure).toMatchObject({ code: 'invalid' });
  });
});
