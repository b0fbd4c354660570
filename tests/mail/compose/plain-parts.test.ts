import { beforeAll, describe, expect, it } from 'vitest';
import { plainMail } from '../../../src/mail/compose/plain-mail.ts';
import type { RenderedMail } from '../../../src/mail/compose/single-mail.ts';
import { everyMail } from '../every-mail.ts';

let mails: ReadonlyMap<string, RenderedMail>;
beforeAll(async () => {
  mails = await everyMail();
}, 120_000);

const textOf = (name: string) => mails.get(name)?.text.trimEnd() ?? '';
const lines = (...all: readonly string[]) => all.join('\n');
const SIGNED = ['', '-- ', 'Professional Imposter Syndrome', 'https://blog.example'];
const FOOTER = [
  'Unsubscribe: https://blog.example/unsubscribe/v2.a89a.1.tppew0.39IplN-515SCVa2Q3itzvA',
  'Preferences: https://blog.example/preferences/v2.a89a.1.tppew0.39IplN-515SCVa2Q3itzvA',
  'Other ways to leave: https://blog.example/leave',
  'Professional Imposter Syndrome, PO Box 1, Seattle WA, USA',
];

describe('the text part', () => {
  it('of a confirmation asks for one thing, and says that a reply will do', () => {
    expect(textOf('confirm')).toBe(
      lines(
        'To get Professional Imposter Syndrome by mail, every other week, open',
        'this link:',
        '',
        'https://blog.example/confirm/v2.a89a.1.tppew0.39IplN-515SCVa2Q3itzvA',
        '',
        'Simply replying to this mail confirms as well.',
        '',
        'If you did not ask for this, do nothing: without your click or reply no',
        'further mail will come.',
        ...SIGNED,
      ),
    );
    expect(textOf('confirm by link')).not.toMatch(/reply/i);
  });

  it('of the way out is a link', () => {
    expect(textOf('leave')).toBe(
      lines(
        'To stop the mails of Professional Imposter Syndrome, open this link:',
        '',
        'https://blog.example/unsubscribe/v2.a89a.1.tppew0.39IplN-515SCVa2Q3itzvA',
        '',
        'If you did not ask for this, do nothing: your subscription stays as it',
        'is.',
        ...SIGNED,
      ),
    );
  });

  it('of the way to the preferences warns of passing it on', () => {
    expect(textOf('preferences')).toBe(
      lines(
        'To see and change what you get from Professional Imposter Syndrome, open',
        'this link:',
        '',
        'https://blog.example/preferences/v2.a89a.1.tppew0.39IplN-515SCVa2Q3itzvA',
        '',
        'If you did not ask for this, do nothing: all stays as it is. Do not pass',
        'the link on: whoever has it can change your subscription.',
        ...SIGNED,
      ),
    );
  });

  it('of the question to a new address says who asked', () => {
    expect(textOf('new address')).toBe(
      lines(
        'To get the mails of Professional Imposter Syndrome at this address from',
        'now on, open this link:',
        '',
        'https://blog.example/address/v2.a89a.1.tppew0.39IplN-515SCVa2Q3itzvA',
        '',
        'A reader asked for this. If it was not you, do nothing: without your',
        'click no further mail will come.',
        ...SIGNED,
      ),
    );
  });

  it('of the note to the old address names no new one', () => {
    expect(textOf('address changed')).toBe(
      lines(
        'From now on the mails of Professional Imposter Syndrome go to another',
        'address, as was asked for on your preference page and confirmed from the',
        'new address.',
        '',
        'If that was not you, reply to this mail: a person reads it.',
        '',
        '-- ',
        'You get this because this address was subscribed to Professional',
        'Imposter Syndrome. No more mail comes to it.',
      ),
    );
  });

  it('of a farewell has the way back', () => {
    expect(textOf('farewell')).toBe(
      lines(
        'You asked to leave, and no more mails of Professional Imposter Syndrome',
        'will come.',
        '',
        'To take that back, within a day, open this link:',
        '',
        'https://blog.example/undo/v2.a89a.1.tppew0.39IplN-515SCVa2Q3itzvA',
        '',
        'This is the answer to your mail, and the last one. If you meant to',
        'leave, there is nothing to do.',
        ...SIGNED,
      ),
    );
  });

  it('of a welcome has the reading paths as lists', () => {
    expect(textOf('welcome')).toBe(
      lines(
        'Thank you for subscribing. One post comes every other week, and you can',
        'leave with one click whenever you like.',
        '',
        'The latest post: Raft Explained',
        'Why agreement is hard.',
        'https://blog.example/posts/raft-1/',
        '',
        'Where to begin, by what you would like to know:',
        '',
        'Systems',
        '=======',
        '',
        'If you want to know how several machines agree on anything, begin with',
        'these, in this order.',
        '',
        '- After CAP: “PACELC”',
        '  https://blog.example/posts/pacelc/',
        '- Raft Explained',
        '  https://blog.example/posts/raft-1/',
        '',
        '-- ',
        'You get this because you confirmed your subscription to Professional',
        'Imposter Syndrome.',
        ...FOOTER,
      ),
    );
  });

  it('of a digest is a list of posts, each with its link', () => {
    expect(textOf('digest')).toBe(
      lines(
        'Professional Imposter Syndrome',
        'What came out in December 2026',
        '1 January 2027',
        '',
        'Two posts came out in December 2026.',
        '',
        'After CAP: “PACELC”',
        '===================',
        '8 December 2026 · Distributed systems · 7 min read',
        '',
        'A bill.',
        '',
        'https://blog.example/posts/pacelc/',
        '',
        'Raft Explained',
        '==============',
        '22 December 2026 · Distributed systems · 7 min read',
        '',
        'https://blog.example/posts/raft-1/',
        '',
        '-- ',
        'This is for alice@example.org,',
        'who subscribed to Professional Imposter Syndrome.',
        ...FOOTER,
      ),
    );
  });

  it('of the part of a series says why it comes before it begins', () => {
    expect(textOf('series part')).toContain(
      lines(
        'On the web: https://blog.example/posts/raft-1/',
        '',
        'This comes as you asked: the series from its beginning.',
        '',
        'A term is a number.',
      ),
    );
  });

  it('of a notice leaves commands whole', () => {
    expect(textOf('notice')).toContain('Say `fortnight plan`, or wait.\n\nTwo.\n\nSend now: https://');
    const words = `${'Say it again. '.repeat(4)}Then: \`fortnight ledger regular:raft-1\` names them.`;
    expect(plainMail([words], ['F.'])).toContain('\n`fortnight ledger regular:raft-1` names them.\n');
  });

  it('of any is typed in 72 columns, but for addresses, with no two empty lines together', () => {
    for (const [name, { text }] of mails) {
      const long = text.split('\n').filter((line) => line.length > 72 && !line.includes('https://'));
      expect([name, long]).toEqual([name, []]);
      expect(text, name).not.toMatch(/\n\n\n|<\/?[a-z]+>|&[a-z]+;|undefined|\{\{/);
    }
  });
});
