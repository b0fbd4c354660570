import PostalMime, { type Email } from 'postal-mime';
import { describe, expect, it } from 'vitest';
import {
  composeEditionMail,
  type EditionHeaders,
  type EditionReader,
  prepareEditionMail,
} from '../../../src/mail/compose/edition-mail.ts';
import { type EditionView, renderEdition } from '../../../src/mail/compose/render-edition.ts';
import { loadTemplates } from '../../../src/mail/templates/templates.ts';
import { address, alice, EMAILS, editionHeaders, editionView } from '../views.ts';

const templates = loadTemplates(EMAILS);

interface Changes {
  readonly view?: Partial<EditionView>;
  readonly headers?: Partial<EditionHeaders>;
  readonly reader?: Partial<EditionReader>;
}

async function compose(changes: Changes = {}): Promise<{ raw: Buffer; source: string; mail: Email }> {
  const frozen = await renderEdition(templates, editionView(changes.view));
  const { raw } = await composeEditionMail(frozen, editionHeaders(changes.headers), alice(changes.reader));
  return { raw, source: raw.toString('latin1'), mail: await PostalMime.parse(raw) };
}

function header(mail: Email, key: string): string | undefined {
  return mail.headers.find((found) => found.key === key)?.value;
}

describe("one reader's copy of an edition", () => {
  it('has every header of the specification, each exactly once', async () => {
    const { mail } = await compose();
    const expected = {
      from: 'Ali <ali@blog.example>',
      'reply-to': 'reply@blog.example',
      to: 'Alice <alice@example.org>',
      subject: 'Raft, part 1',
      date: 'Tue, 08 Dec 2026 19:00:00 +0000',
      'message-id': alice().messageId,
      'mime-version': '1.0',
      'list-id': '"Professional Imposter Syndrome" <fortnight.blog.example>',
      'list-unsubscribe': '<https://blog.example/unsubscribe/u1.abcdef?a=1&b=2>',
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
      'list-help': '<https://blog.example/leave>',
      'list-owner': '<mailto:ali@blog.example>',
      'list-post': 'NO',
      'list-archive': '<https://blog.example/archive/>',
      'archived-at': '<https://blog.example/posts/raft-1/>',
      'feedback-id': 'regular-raft-1:edition:blog.example:fortnight',
      precedence: 'bulk',
    };
    for (const [key, value] of Object.entries(expected))
      expect([key, header(mail, key)]).toEqual([key, value]);
    const keys = mail.headers.map((found) => found.key).filter((key) => key !== 'content-type');
    expect(keys.sort()).toEqual(Object.keys(expected).sort());
  });

  it('is multipart/alternative with the text first, in ASCII lines that end in CRLF', async () => {
    const { source } = await compose({
      view: { articleHtml: `<p>${'é long '.repeat(500)}</p>`, articleText: 'é\n\nlast' },
    });
    const types = [...source.matchAll(/^Content-Type: ([^;\r\n]+)/gm)].map((match) => match[1]);
    expect(types).toEqual(['multipart/alternative', 'text/plain', 'text/html']);
    expect(source.replaceAll('\r\n', '')).not.toMatch(/[\r\n]|[^\x20-\x7e]/);
    expect(Math.max(...source.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  });

  it("has the reader's own way out, and the postal address, in both parts", async () => {
    const { mail } = await compose();
    for (const part of [mail.text ?? '', (mail.html ?? '').replaceAll('&amp;', '&')]) {
      expect(part).toContain('https://blog.example/unsubscribe/u1.abcdef?a=1&b=2');
      expect(part).toContain('Alice (alice@example.org)');
      expect(part).toContain('PO Box 1, Seattle WA, USA');
      expect(part).not.toContain('%%FN:');
    }
  });

  it('is the same to the byte when it is composed again, and differs between readers', async () => {
    const [first, again, carol] = await Promise.all([
      compose(),
      compose(),
      compose({ reader: { address: address('carol@example.org'), name: null } }),
    ]);
    expect(again.raw.equals(first.raw)).toBe(true);
    expect(carol.raw.equals(first.raw)).toBe(false);
    expect(header(carol.mail, 'to')).toBe('carol@example.org');
    expect(carol.mail.text).toContain('This is for carol@example.org,\nwho subscribed');
  });

  it('can be left by a mail too, on a line of its own behind the link, and comes back to who it was for', async () => {
    const frozen = await renderEdition(templates, editionView());
    const reader = alice({
      unsubscribeAddress: address('unsubscribe+u1@in.blog.example'),
      bounceAddress: address('bounce+b1@in.blog.example'),
    });
    const { raw, envelope } = await composeEditionMail(frozen, editionHeaders(), reader);
    expect(envelope).toEqual({ from: 'bounce+b1@in.blog.example', to: 'alice@example.org' });
    expect(raw.toString('latin1')).toContain(
      'List-Unsubscribe: <https://blog.example/unsubscribe/u1.abcdef?a=1&b=2>,\r\n' +
        ' <mailto:unsubscribe+u1@in.blog.example?subject=unsubscribe>\r\n' +
        'List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n',
    );
  });

  it('names no page of its own where there is none', async () => {
    const { mail } = await compose({ view: { postUrl: null }, headers: { postUrl: null } });
    expect(header(mail, 'archived-at')).toBeUndefined();
    expect(header(mail, 'list-archive')).toBe('<https://blog.example/archive/>');
    for (const part of [mail.text ?? '', mail.html ?? '']) expect(part).not.toMatch(/on the web/i);
  });

  it('keeps the article byte for byte, even when it is about these very places', async () => {
    const text = '    {{name}} $& %%FN:UNSUBSCRIBE_URL%% %%FN:LITERAL%% =3D\n\ttab  \n.\n..';
    const { mail } = await compose({ view: { articleText: text, articleHtml: `<pre>${text}</pre>` } });
    expect(mail.text).toContain(text);
    expect(mail.html).toContain(`<pre>${text}</pre>`);
  });
});

describe('words that do not belong in a header', () => {
  it('are encoded when they are not ASCII, and come back whole', async () => {
    const { source, mail } = await compose({
      view: { subject: 'Zoë’s 🐙 и длинный заголовок '.repeat(6).trim() },
      reader: { name: 'Алиса "A" <b@c>, Ü' },
    });
    expect(mail.subject).toBe('Zoë’s 🐙 и длинный заголовок '.repeat(6).trim());
    expect(mail.to).toEqual([{ name: 'Алиса "A" <b@c>, Ü', address: 'alice@example.org' }]);
    expect(source.slice(0, source.indexOf('\r\n\r\n'))).not.toMatch(/[^\x20-\x7e\r\n]/);
  });

  it.each(['\r\nBcc: eve@evil.example', '\nX-Evil: 1', '\r\n\r\nbody', '\u2028X: 1', '\0'])(
    'cannot begin a header or the body: %j',
    async (evil) => {
      const { mail } = await compose({
        view: {
          subject: `S${evil}`,
          title: `T${evil}`,
          blog: { title: `B${evil}`, url: 'https://blog.example', language: 'en' },
        },
        headers: {
          blog: { title: `B${evil}`, url: 'https://blog.example' },
          from: { name: `F${evil}`, address: address('ali@blog.example') },
        },
        reader: { name: `N${evil}` },
      });
      const plain = await compose();
      expect(mail.headers.map(({ key }) => key).sort()).toEqual(
        plain.mail.headers.map(({ key }) => key).sort(),
      );
      expect(mail.bcc).toBeUndefined();
      expect(mail.text).not.toMatch(/^(Bcc|X-Evil):/m);
    },
  );

  it('in a URL are refused', async () => {
    await expect(
      compose({ reader: { unsubscribeUrl: 'https://blog.example/\r\nBcc: eve@evil.example' } }),
    ).rejects.toMatchObject({ code: 'invalid' });
  });

  it('in a URL that is longer than a line may be are refused too', async () => {
    const unsubscribeUrl = `https://blog.example/${'x'.repeat(990)}`;
    await expect(compose({ reader: { unsubscribeUrl } })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('leave a title that is not ASCII out of List-Id', async () => {
    const { mail } = await compose({
      headers: { blog: { title: 'Über', url: 'https://blog.example:8443/x' } },
    });
    expect(header(mail, 'list-id')).toBe('<fortnight.blog.example>');
  });
});

describe('an edition that brings its pictures with it', () => {
  const octets = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 251));
  const picture = { id: 'a.png@blog.example', name: 'a.png', type: 'image/png', octets };
  const prepared = async () => {
    const view = editionView({ articleHtml: '<p><img src="cid:a.png@blog.example" alt="A"></p>' });
    return prepareEditionMail(await renderEdition(templates, view), editionHeaders(), [picture]);
  };

  it('has them beside the HTML that shows them, whole', async () => {
    const { raw } = (await prepared())(alice());
    const source = raw.toString('latin1');
    expect(source).toMatch(
      /multipart\/alternative[\s\S]*text\/plain[\s\S]*multipart\/related[\s\S]*text\/html[\s\S]*Content-ID: <a\.png@blog\.example>/i,
    );
    const { html = '', attachments } = await PostalMime.parse(raw);
    expect(html).toContain('src="cid:a.png@blog.example"');
    expect(
      attachments.map(({ contentId, disposition, related }) => [contentId, disposition, related]),
    ).toEqual([['<a.png@blog.example>', 'inline', true]]);
    expect(Buffer.from(attachments[0]?.content as ArrayBuffer).equals(octets)).toBe(true);
    expect(Math.max(...source.split('\r\n').map((line) => line.length))).toBeLessThan(998);
  });

  it('encodes them once for all its readers', async () => {
    const copyFor = await prepared();
    const longest = (reader: EditionReader) => {
      const { form } = copyFor(reader);
      return form?.pieces.filter((piece) => Buffer.isBuffer(piece) && piece.length > 100_000) ?? [];
    };
    const [hers] = longest(alice());
    expect(hers).toBeDefined();
    expect(longest(alice({ address: address('bob@example.org'), name: 'Bob' }))[0]).toBe(hers);
  });
});
