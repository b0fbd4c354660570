import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../src/core/clock.ts';
import type { SendReport } from '../../../src/domain/deliveries/send-report.ts';
import { mailTo } from './mails.ts';
import type { Answer, Script, ScriptedOptions } from './scripted-server.ts';
import { rehearse } from './virtual-wiring.ts';

/** What became of three mails that came together, over one connection at a time, and how long it took. */
async function sendThree(options: ScriptedOptions) {
  const url = 'smtp://relay.example?tls=no&connections=1';
  const { relay, inVirtualTime, clock, ...server } = rehearse({ can: ['PIPELINING'], ...options }, {}, url);
  const sends = [1, 2, 3].map((reader) => relay.send(mailTo(reader)));
  const reports = await inVirtualTime(Promise.all(sends));
  return { reports: reports.map(inWords), took: clock.now(), ...server };
}

function inWords(report: SendReport): string {
  switch (report.kind) {
    case 'accepted':
      return 'accepted';
    case 'refused':
      return `refused: ${report.reply}`;
    case 'not-sent':
      return `not-sent (${report.fault}): ${report.detail}`;
    case 'no-answer':
      return `no-answer: ${report.detail}`;
  }
}

const at =
  (step: string, nth: number, answer: Answer): Script =>
  (met, count) =>
    met === step && count === nth ? answer : undefined;
const always =
  (step: string, answer: Answer): Script =>
  (met) =>
    met === step ? answer : undefined;

const CLOSED = 'the server closed the connection while an answer to';

describe('of three mails, when the server', () => {
  it.each<[string, Script, readonly string[], number]>([
    [
      'accepts every connection and drops it',
      always('connect', 'drop'),
      Array.from({ length: 3 }, () => `not-sent (connection): ${CLOSED} the connection was awaited`),
      0,
    ],
    [
      'takes the first and then drops that connection and every other',
      (step, nth, connection) => {
        if (step === 'connect' && connection > 1) return 'drop';
        return step === '.' && nth === 1 ? { last: '250 taken' } : undefined;
      },
      [
        'accepted',
        'not-sent (connection): the server closed the connection',
        'not-sent (connection): the server closed the connection',
      ],
      0,
    ],
    [
      'drops the connection at the dot of the second',
      at('.', 2, 'drop'),
      ['accepted', `no-answer: ${CLOSED} the final dot was awaited`, 'accepted'],
      0,
    ],
    [
      'takes the second, says so, and drops the connection',
      at('.', 2, { last: '250 taken' }),
      ['accepted', 'accepted', 'accepted'],
      0,
    ],
    [
      'never answers the dot of the second',
      at('.', 2, 'silence'),
      ['accepted', 'no-answer: the server answered out of turn: 354 go on', 'accepted'],
      0,
    ],
    [
      'falls silent for good at the dot of the first',
      (step, nth, connection) => (connection === 1 && (step === '.' || nth > 1) ? 'silence' : undefined),
      ['no-answer: no answer to the final dot within 600 s', 'accepted', 'accepted'],
      10 * MINUTE,
    ],
    [
      'drips its answer to the dot of the first, slower than anyone waits',
      at('.', 1, { drip: '250 taken\r\n', every: 90 * SECOND }),
      ['no-answer: no answer to the final dot within 600 s', 'accepted', 'accepted'],
      10 * MINUTE,
    ],
    [
      'drips its answer to the dot of the first, and is in time',
      at('.', 1, { drip: '250 taken\r\n', every: 50 * SECOND }),
      ['accepted', 'accepted', 'accepted'],
      500 * SECOND,
    ],
    [
      'stops half-way through its answer to the dot of the first',
      (step, nth, connection) => {
        if (connection > 1 || (step !== '.' && nth < 2)) return undefined;
        return step === '.' ? { raw: '250-taken\r\n250 ha' } : 'silence';
      },
      ['no-answer: no answer to the final dot within 600 s', 'accepted', 'accepted'],
      10 * MINUTE,
    ],
    [
      'answers the dot of the first with 100 kB on one line',
      at('.', 1, { raw: `250 ${'x'.repeat(100_000)}\r\n` }),
      [
        `no-answer: the server sent a line of more than 4096 bytes: 250 ${'x'.repeat(76)}…`,
        'accepted',
        'accepted',
      ],
      0,
    ],
    [
      'answers more than it is asked, so that nobody knows what was meant for the dot of the first',
      at('MAIL', 2, { raw: '250 fine\r\n250 fine\r\n' }),
      ['no-answer: the server answered out of turn: 250 fine', 'accepted', 'accepted'],
      0,
    ],
    [
      'refuses the second for good, and the third for now',
      (step, nth) => {
        if (step === 'RCPT' && nth === 2) return '550 5.1.1 no such user';
        return step === 'RCPT' && nth === 3 ? '451 4.7.1 come again' : undefined;
      },
      ['accepted', 'refused: 550 5.1.1 no such user', 'refused: 451 4.7.1 come again'],
      0,
    ],
  ])('%s', async (_what, script, expected, within) => {
    const { reports, took } = await sendThree({ script });
    expect(reports).toEqual(expected);
    expect(took).toBe(within);
  });

  it('answers one at a time and forgets what came along, it is noticed once, and no mail is lost or sent twice', async () => {
    const { reports, took, bodies, heard, connections } = await sendThree({ forgetful: true });
    expect(reports).toEqual(['accepted', 'accepted', 'accepted']);
    expect(bodies.map(String).toSorted()).toEqual([1, 2, 3].map((reader) => String(mailTo(reader).raw)));
    expect([took, connections()]).toEqual([MINUTE, 2]);
    expect(heard.slice(-9).map((line) => line.split(' ')[0])).toEqual(
      Array.from({ length: 3 }, () => ['MAIL', 'RCPT', 'DATA']).flat(),
    );
  });

  it('drips its greeting and its offers, all is waited for', async () => {
    const { reports, took } = await sendThree({
      script: (step) => {
        if (step === 'connect') return { drip: '220 slow.example\r\n', every: 10 * SECOND };
        return step === 'EHLO' ? { drip: '250-slow\r\n250 PIPELINING\r\n', every: 10 * SECOND } : undefined;
      },
    });
    expect(reports).toEqual(['accepted', 'accepted', 'accepted']);
    expect(took).toBe((17 + 25) * 10 * SECOND);
  });
});

it('a mail that this server cannot take leaves the others their connection', async () => {
  const { relay, heard, connections } = rehearse(
    { can: ['PIPELINING'] },
    {},
    'smtp://r.example?tls=no&connections=1',
  );
  const mails = [mailTo(1), mailTo('zoë@example.org'), mailTo(`${'a'.repeat(250)}@example.org`), mailTo(4)];
  const reports = await Promise.all(mails.map((mail) => relay.send(mail)));
  expect(reports.map(inWords)).toEqual([
    'accepted',
    'not-sent (address): the address is not ASCII, and the relay does not offer SMTPUTF8',
    'not-sent (address): the address is longer than 254 bytes',
    'accepted',
  ]);
  expect([heard.filter((line) => line.startsWith('MAIL')).length, connections()]).toEqual([2, 1]);
});
