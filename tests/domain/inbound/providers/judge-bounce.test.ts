import { describe, expect, it, test } from 'vitest';
import { judgeBounce, statusIn } from '../../../../src/domain/inbound/providers/judge-bounce.ts';

const HARD = { permanent: true, reason: 'mailbox-unknown' } as const;
const SOFT = { permanent: false, reason: 'unclear' } as const;

describe('a bounce', () => {
  it.each([
    ['5.1.1', 'mailbox-unknown'],
    ['5.1.2', 'host-unknown'],
    ['5.1.10', 'host-unknown'],
    ['5.2.1', 'mailbox-disabled'],
  ] as const)(
    'with %s means a dead address, where the provider says that it is for good',
    (status, reason) => {
      expect(judgeBounce(status, HARD)).toEqual({ status, permanent: true, suppress: true, reason });
      expect(judgeBounce(status, SOFT)).toEqual({ status, permanent: true, suppress: false, reason });
    },
  );

  it.each([
    ['5.2.2', 'mailbox-full'],
    ['5.3.4', 'message-too-large'],
    ['5.6.0', 'policy'],
    ['5.7.1', 'policy'],
  ] as const)('with %s suppresses nobody, whatever the provider calls it', (status, reason) => {
    expect(judgeBounce(status, HARD)).toEqual({ status, permanent: true, suppress: false, reason });
  });

  it('with a status that says little, or none, is what the provider calls it', () => {
    for (const status of ['5.0.0', '5.5.0', '5.4.1', null])
      expect(judgeBounce(status, HARD)).toMatchObject({ suppress: true, reason: 'mailbox-unknown' });
    expect(judgeBounce(null, SOFT)).toEqual({
      status: null,
      permanent: false,
      suppress: false,
      reason: 'unclear',
    });
  });

  it('with a temporary status suppresses nobody', () => {
    expect(judgeBounce('4.4.1', HARD)).toMatchObject({ permanent: false, suppress: false });
  });
});

test.each([
  ['smtp; 550 5.1.1 <alice@example.org>: user unknown', '5.1.1'],
  ['550-5.7.26 unauthenticated', '5.7.26'],
  ['5.1.1', '5.1.1'],
  ['refused by 5.1.10.200', null],
  ['15.1.1 and 6.1.1', null],
  ['550 no such user', null],
  [null, null],
])('the status in %j is %j', (words, status) => {
  expect(statusIn(words)).toBe(status);
});
