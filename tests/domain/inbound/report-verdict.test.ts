import { describe, expect, test } from 'vitest';
import type { Classified, InboundRecipient } from '../../../src/domain/inbound/classified.ts';
import { reportVerdict } from '../../../src/domain/inbound/report-verdict.ts';

const ALICE = 'alice@example.org';

function told(address: string, change: Partial<InboundRecipient> = {}): InboundRecipient {
  return {
    ...{
      address,
      action: 'failed',
      status: '5.1.1',
      permanent: true,
      suppress: true,
      reason: 'mailbox-unknown',
    },
    ...change,
  };
}
const full = { status: '5.2.2', suppress: false, reason: 'mailbox-full' } as const;
const late = { action: 'delayed', status: '4.2.2', permanent: false, suppress: false } as const;

function verdict(...recipients: readonly InboundRecipient[]) {
  const bounce: Classified = { kind: 'bounce', format: 'dsn', recipients };
  return reportVerdict(bounce, ALICE, false);
}

describe('a report about a mail to Alice', () => {
  test('counts as what it says of her address, whatever case that is in and whatever it says of others', () => {
    expect(verdict(told('bob@example.net'), told('Alice@Example.org', full))).toEqual({
      ...{
        kind: 'bounce',
        index: 1,
        status: '5.2.2',
        permanent: true,
        suppress: false,
        reason: 'mailbox-full',
      },
    });
  });

  test('counts as what it says of where her mail was handed on', () => {
    expect(verdict(told('bob@example.net'))).toMatchObject({ kind: 'bounce', index: 0, suppress: true });
  });

  test.each([
    ['one is alive', [told('a@x.example', full), told('b@x.example')], false],
    ['one may yet arrive', [told('a@x.example'), told('b@x.example', late)], false],
    ['all are dead', [told('a@x.example'), told('b@x.example')], true],
  ])('of several places where it went, when %s', (_, recipients, suppress) => {
    expect(verdict(...recipients)).toMatchObject({ kind: 'bounce', suppress });
  });

  test('is a delay while nothing has failed', () => {
    expect(verdict(told(ALICE, late), told('bob@example.net'))).toEqual({ kind: 'delay', status: '4.2.2' });
    expect(verdict()).toEqual({ kind: 'delay', status: null });
  });

  test('ends her subscription only when the complaint is one that does', () => {
    const complaint: Classified = { kind: 'complaint', format: 'arf', recipients: [] };
    expect(reportVerdict(complaint, ALICE, true)).toEqual({ kind: 'complaint' });
    expect(reportVerdict(complaint, ALICE, false)).toEqual({ kind: 'nothing' });
  });
});
