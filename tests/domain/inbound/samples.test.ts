import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { InboundKind, InboundRecipient } from '../../../src/domain/inbound/classified.ts';
import { classify } from '../../../src/domain/inbound/classify.ts';
import { readInboundMail } from '../../../src/mail/inbound/read-mail.ts';

const FOLDER = new URL('../../fixtures/inbound/', import.meta.url);

interface Label {
  readonly kind: InboundKind;
  readonly permanent: readonly string[];
  readonly temporary: readonly string[];
  readonly suppress: readonly string[];
  readonly complained: readonly string[];
}

const { labels } = JSON.parse(readFileSync(new URL('labels.json', FOLDER), 'utf8')) as {
  readonly labels: Readonly<Record<string, Label>>;
};

/** What the classifier says, in the words of a label. */
function said(file: string): Label {
  const { kind, recipients } = classify(readInboundMail(readFileSync(new URL(file, FOLDER))));
  const of = (choose: (recipient: InboundRecipient) => boolean) =>
    recipients
      .filter(choose)
      .map(({ address }) => address.toLowerCase())
      .sort();
  const isComplaint = kind === 'complaint';
  return {
    kind,
    permanent: of(({ permanent }) => permanent),
    temporary: of(({ permanent }) => !permanent && !isComplaint),
    suppress: of(({ suppress }) => suppress && !isComplaint),
    complained: of(({ suppress }) => suppress && isComplaint),
  };
}

function sorted(addresses: readonly string[]): readonly string[] {
  return addresses.map((address) => address.toLowerCase()).sort();
}

describe('of every sample the classifier says what it is, whom it is about and what follows:', () => {
  test.each(Object.keys(labels))('%s', (file) => {
    const label = labels[file];
    expect(said(file)).toEqual({
      kind: label?.kind,
      permanent: sorted(label?.permanent ?? []),
      temporary: sorted(label?.temporary ?? []),
      suppress: sorted(label?.suppress ?? []),
      complained: sorted(label?.complained ?? []),
    });
  });

  test('and each of them has a label', () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.eml'));
    expect(files.sort()).toEqual(Object.keys(labels).sort());
  });
});
