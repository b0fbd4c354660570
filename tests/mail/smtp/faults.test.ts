import { describe, expect, it } from 'vitest';
import { mailTo, relayAt } from './mails.ts';
import { type Answer, scriptedServer } from './scripted-server.ts';

const STEPS = ['connect', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'body', '.'] as const;
const AFTER_354 = ['body', '.'] as const;

const FAULTS: readonly (readonly [string, Answer])[] = [
  ['hangs up', 'drop'],
  ['talks garbage', { raw: '<html><body>404 Not Found</body></html>\r\n' }],
  ['sends a line of 100 kB', { raw: `250 ${'x'.repeat(100_000)}\r\n` }],
  ['sends a line of 100 kB without an end', { raw: '2'.repeat(100_000) }],
  ['sends a reply of endless lines', { raw: '250-and more\r\n'.repeat(20_000) }],
  ['changes its mind within a reply', { raw: '250-fine\r\n550 not fine\r\n' }],
  ['answers with a number that is none', '999 what' as const],
  ['asks for more where there is none', '334 bXVzdA==' as const],
];

/** The server is met with and without PIPELINING: what it did is told in the same way. */
describe.each([['pipelining', ['PIPELINING']] as const, ['one command at a time', []] as const])(
  'a server (%s) that',
  (_way, can) => {
    const sendTo = async (step: string, answer: Answer, timeout = 3_000) => {
      const { url } = await scriptedServer({
        can,
        script: (met) => (met === step ? answer : undefined),
      });
      const timeouts = { connect: timeout, greeting: timeout, socket: timeout };
      return relayAt(url, { timeouts }).send(mailTo('alice@example.org'));
    };

    describe.each(FAULTS)('%s', (_what, answer) => {
      it.each(STEPS.filter((step) => !AFTER_354.some((late) => late === step)))(
        'at %s has nothing, for certain',
        async (step) => {
          expect(await sendTo(step, answer)).toMatchObject({ kind: 'not-sent', fault: 'connection' });
        },
      );

      it.each(AFTER_354)('at %s leaves it open', async (step) => {
        expect((await sendTo(step, answer)).kind).toBe('no-answer');
      });
    });

    describe.each<readonly [string, Answer]>([
      ['says nothing', 'silence'],
      ['stops within a reply', { raw: '250-half a re' }],
    ])('%s', (_what, answer) => {
      it.each(['connect', 'EHLO', 'MAIL', 'RCPT', 'DATA'])('at %s is left, with nothing', async (step) => {
        const report = await sendTo(step, answer, 60);
        expect(report).toMatchObject({ kind: 'not-sent', fault: 'connection' });
      });

      it('at the final dot leaves it open', async () => {
        expect((await sendTo('.', answer, 400)).kind).toBe('no-answer');
      });
    });

    it.each([
      ['connect', 'not-sent'],
      ['MAIL', 'refused'],
      ['RCPT', 'refused'],
      ['DATA', 'refused'],
      ['.', 'refused'],
    ])('refuses at %s, for now or for good, has nothing: %s', async (step, kind) => {
      for (const reply of ['451 4.3.0 not now', '554 5.7.1 never', '550 no']) {
        const report = await sendTo(step, reply);
        expect(report.kind).toBe(kind);
        expect(JSON.stringify(report)).toContain(reply);
      }
    });

    it('does not know EHLO is greeted with HELO', async () => {
      expect((await sendTo('EHLO', '502 5.5.1 what?')).kind).toBe('accepted');
    });

    it('has no time at EHLO has nothing', async () => {
      const report = await sendTo('EHLO', '421 4.3.2 too busy');
      expect(report).toMatchObject({ kind: 'not-sent', detail: '421 4.3.2 too busy' });
    });
  },
);

it('a server that drips its answer is not waited for longer than for none', async () => {
  const server = await scriptedServer({
    script: (step) => (step === 'RCPT' ? { drip: '250 fine, and very slow' } : undefined),
  });
  const report = await relayAt(server.url, { timeouts: { socket: 150 } }).send(mailTo('alice@example.org'));
  expect(report).toMatchObject({ kind: 'not-sent', detail: 'no answer to RCPT within 0.15 s' });
});
