import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import type { FrozenContent } from '../../../src/domain/deliveries/delivery.ts';
import {
  type EditionReader,
  prepareEditionMail,
  unsubscribeHeaders,
} from '../../../src/mail/compose/edition-mail.ts';
import { oneLine } from '../../../src/mail/compose/mailbox-name.ts';
import { composeMime } from '../../../src/mail/compose/mime.ts';
import { fillPlaces, place } from '../../../src/mail/compose/places.ts';
import { wireForm } from '../../../src/mail/smtp/wire-form.ts';
import { escapeHtml } from '../../../src/mail/templates/escape-html.ts';
import { smtpServer } from '../relay/servers.ts';
import { relayAt } from '../smtp/mails.ts';
import { scriptedServer } from '../smtp/scripted-server.ts';
import { editionHeaders } from '../views.ts';
import { anyReader } from './any-reader.ts';
import { type PythonMail, readWithPython } from './python-parser.ts';

const LONG = 'The leader’s log is the truth.\n.a line with a dot\n..\n'.repeat(40);
const FROZEN: FrozenContent = {
  subject: 'Ünï',
  html: `<p>${place('READER')}${LONG}</p><a href="${place('UNSUBSCRIBE_URL')}">${place('READER')}.</a><a href="${place('PREFERENCES_URL')}">\n.`,
  text: `${place('UNSUBSCRIBE_URL')}.\n${place('PREFERENCES_URL')}${LONG}${place('READER')}${place('READER')}\n.${place('UNSUBSCRIBE_URL')}`,
  hash: 'ab'.repeat(32),
};
const readers = fc.sample(anyReader, { seed: 2026, numRuns: 250 });
const compose = await prepareEditionMail(FROZEN, editionHeaders());
const copies = readers.map((reader) => ({ reader, mail: compose(reader), raw: compose(reader).raw }));

describe('the copy of any reader', () => {
  it('is what composing it on its own gives, as postal-mime reads it', async () => {
    for (const { reader, raw } of copies) {
      const mail = await readMail(raw);
      expect(mail).toEqual(await readMail(await alone(reader)));
      expect(mail.to).toEqual([{ name: nameOf(reader), address: reader.address }]);
    }
  });

  it('is what composing it on its own gives, as Python reads it', async (context) => {
    const read = readWithPython(copies.map(({ raw }) => raw));
    const expected = readWithPython(await Promise.all(readers.map(alone)));
    if (read === null || expected === null) return context.skip('python3 was not found');
    read.forEach((mail, index) => {
      expect({ ...mail, to: [] }).toEqual({ ...expected[index], to: [] });
      expect(mail.defects).toEqual([]);
      expectReader(mail, readers[index]);
    });
  });

  it('has lines of 998 octets at most, of 76 in its bodies, all ASCII and all ended by CRLF', () => {
    for (const { raw } of copies) {
      const lines = raw.toString('latin1').split('\r\n');
      expect(lines.join('')).not.toMatch(/[\r\n]|[^\t\x20-\x7e]/);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998);
      const body = lines.slice(lines.indexOf('') + 1);
      expect(Math.max(...body.map((line) => line.length))).toBeLessThanOrEqual(76);
    }
  });

  it('goes on the wire as if the whole of it had been looked at', () => {
    for (const { mail, raw } of copies) {
      const formed = wireForm(raw);
      if (!formed.ok || mail.form === undefined) throw new Error('not formed');
      expect(octetsOf(mail.form.pieces).equals(octetsOf(formed.form.pieces))).toBe(true);
      expect({ ...mail.form, pieces: [] }).toEqual({ ...formed.form, pieces: [] });
    }
  });

  it('arrives octet for octet, whatever the server offers', async () => {
    for (const can of [['PIPELINING', 'SIZE'], []]) {
      const server = await scriptedServer({ can });
      const relay = relayAt(server.url, { maxConnections: 1 });
      const reports = await Promise.all(copies.map(({ mail }) => relay.send(mail)));
      expect(reports.filter(({ kind }) => kind !== 'accepted')).toEqual([]);
      server.bodies.forEach((body, index) => {
        expect(body.equals(copies[index]?.raw ?? Buffer.of())).toBe(true);
      });
      expect(server.bodies).toHaveLength(copies.length);
    }
  });

  it('arrives octet for octet at a server that somebody else wrote', async () => {
    const bodies: Buffer[] = [];
    const port = await smtpServer({
      onData: (stream, _, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          bodies.push(Buffer.concat(chunks));
          done(null);
        });
      },
    });
    const relay = relayAt(`smtp://127.0.0.1:${port}`, { maxConnections: 1 });
    for (const report of await Promise.all(copies.map(({ mail }) => relay.send(mail))))
      expect(report.kind).toBe('accepted');
    bodies.forEach((body, index) => {
      expect(body.equals(copies[index]?.raw ?? Buffer.of())).toBe(true);
    });
    expect(bodies).toHaveLength(copies.length);
  });

  it('shares what is long with all others', () => {
    const shared = copies.map(
      ({ mail }) => mail.form?.pieces.filter((piece) => Buffer.isBuffer(piece)) ?? [],
    );
    expect(shared[0]?.length).toBeGreaterThan(0);
    for (const pieces of shared)
      expect(pieces.every((piece, index) => piece === shared[0]?.[index])).toBe(true);
  });

  it('given another body, keeps no form of the first', () => {
    const { form, raw } = { form: undefined, ...copies[0]?.mail, raw: Buffer.from('signed') };
    expect([form, String(raw)]).toEqual([undefined, 'signed']);
  });
});

async function alone(reader: EditionReader): Promise<Buffer> {
  const name = oneLine(reader.name ?? '');
  const values = {
    UNSUBSCRIBE_URL: reader.unsubscribeUrl,
    PREFERENCES_URL: reader.preferencesUrl,
    READER: name === '' ? reader.address : `${name} (${reader.address})`,
  };
  const { raw } = await composeMime({
    ...editionHeaders(),
    to: reader,
    subject: FROZEN.subject,
    messageId: reader.messageId,
    headers: unsubscribeHeaders(reader.unsubscribeUrl, reader.unsubscribeAddress),
    html: fillPlaces(FROZEN.html, values, escapeHtml),
    text: fillPlaces(FROZEN.text, values, (value) => value),
  });
  return raw;
}

/** The parts, and the headers that differ per reader. */
async function readMail(raw: Buffer) {
  const { html, text, to, from, subject, messageId, headers } = await PostalMime.parse(raw);
  const unsubscribe = headers.filter(({ key }) => key === 'list-unsubscribe').map(({ value }) => value);
  return { html, text, to, from, subject, messageId, unsubscribe };
}

/** Python puts a blank between two encoded words of a name, which RFC 2047 6.2 forbids: blanks do not count. */
function expectReader(mail: PythonMail, reader: EditionReader | undefined): void {
  const to = mail.to.map(([name, address]) => [name.replaceAll(' ', ''), address]);
  expect(to).toEqual([[nameOf(reader).replaceAll(' ', ''), reader?.address]]);
  expect(mail.messageId).toBe(reader?.messageId);
  const byMail = reader?.unsubscribeAddress ?? null;
  const mailto = byMail === null ? '' : `, <mailto:${byMail}?subject=unsubscribe>`;
  expect(mail.unsubscribe).toBe(`<${reader?.unsubscribeUrl}>${mailto}`);
}

/** What a mail program shows: one that looks like an encoded word is taken for one, also when composed on its own. */
function nameOf(reader: EditionReader | undefined): string {
  const name = oneLine(reader?.name ?? '');
  return name === '=?utf-8?q?no?=' ? 'no' : name;
}

function octetsOf(pieces: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat(
    pieces.map((piece) => (Buffer.isBuffer(piece) ? piece : Buffer.from(piece, 'latin1'))),
  );
}
