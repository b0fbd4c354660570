import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HTML_LIMIT_BYTES, renderEdition } from '../../../src/mail/compose/render-edition.ts';
import { loadTemplates } from '../../../src/mail/templates/templates.ts';
import { EMAILS, editionView } from '../views.ts';

const templates = loadTemplates(EMAILS);

describe('an edition', () => {
  it.each([null, '', '  '])('cannot be rendered with the postal address %j', async (postalAddress) => {
    await expect(renderEdition(templates, editionView({ postalAddress }))).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('that would be cut off by mail programs is refused, and says its size in bytes', async () => {
    const small = await renderEdition(templates, editionView({ articleHtml: '' }));
    const room = HTML_LIMIT_BYTES - small.htmlBytes;
    const full = await renderEdition(
      templates,
      editionView({ articleHtml: 'é'.repeat(Math.floor(room / 2)) }),
    );
    expect(full.htmlBytes).toBeGreaterThan(HTML_LIMIT_BYTES - 2);
    const tooMuch = renderEdition(
      templates,
      editionView({ articleHtml: 'é'.repeat(Math.floor(room / 2) + 1) }),
    );
    await expect(tooMuch).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/9500\d bytes/),
    });
  });

  it('has a hash that changes with any word a reader sees, and with nothing else', async () => {
    const hashes = await Promise.all(
      [{}, {}, { subject: 'Raft, part 2' }, { articleText: 'Other.' }, { postalAddress: 'PO Box 2' }].map(
        async (changes) => (await renderEdition(templates, editionView(changes))).hash,
      ),
    );
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(hashes[0]).toBe(hashes[1]);
    expect(new Set(hashes).size).toBe(4);
  });

  it('reads as a letter in plain text', async () => {
    const { text } = await renderEdition(templates, editionView());
    expect(text.split('\n')).toEqual([
      'Professional Imposter Syndrome',
      'Distributed systems',
      'Raft, part 1: a leader for a while',
      '8 December 2026 · Part 1 of 4',
      'On the web: https://blog.example/posts/raft-1/',
      '',
      'A term is a number.',
      '',
      '-- ',
      'This is for %%FN:READER%%,',
      'who subscribed to Professional Imposter Syndrome.',
      'Unsubscribe: %%FN:UNSUBSCRIBE_URL%%',
      'Preferences: %%FN:PREFERENCES_URL%%',
      'Other ways to leave: https://blog.example/leave',
      'Professional Imposter Syndrome, PO Box 1, Seattle WA, USA',
      '',
    ]);
  });

  it("is refused when the author's own footer lost the way out or the postal address", async () => {
    const folder = await mkdtemp(join(tmpdir(), 'emails-'));
    await cp(EMAILS, folder, { recursive: true });
    const footer = '<mj-section><mj-column><mj-text>Bye {{postalAddress}}</mj-text></mj-column></mj-section>';
    await writeFile(join(folder, '_footer.mjml'), footer);
    await expect(renderEdition(loadTemplates(folder), editionView())).rejects.toThrow('no unsubscribe link');
    await writeFile(
      join(folder, '_footer.mjml'),
      footer.replace('{{postalAddress}}', '{{#footerLinks}}{{url}}{{/footerLinks}}'),
    );
    await expect(renderEdition(loadTemplates(folder), editionView())).rejects.toThrow('postal address');
    await rm(folder, { recursive: true });
  });
});
