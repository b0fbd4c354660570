import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { messageIdFor } from '../../../src/mail/compose/message-id.ts';
import {
  renderConfirm,
  renderLeave,
  renderNotice,
  renderPreview,
} from '../../../src/mail/compose/render-single.ts';
import { renderWelcome } from '../../../src/mail/compose/render-welcome.ts';
import { composeSingleMail, type RenderedMail, type WayOut } from '../../../src/mail/compose/single-mail.ts';
import { loadTemplates } from '../../../src/mail/templates/templates.ts';
import { address, BLOG, EMAILS, editionView, OPENED_AT } from '../views.ts';

const templates = loadTemplates(EMAILS);
const UNSUBSCRIBE = 'https://blog.example/unsubscribe/u1';

async function parsed(mail: RenderedMail, unsubscribe: WayOut | null = null) {
  const { raw, envelope } = await composeSingleMail(mail, {
    from: { name: 'Ali', address: address('ali@blog.example') },
    replyTo: null,
    envelopeFrom: 'bounce@blog.example',
    to: address('bob@example.org'),
    date: OPENED_AT,
    messageId: messageIdFor(['mail', '9'], 'a key', 'blog.example'),
    unsubscribe,
  });
  expect(envelope).toEqual({ from: 'bounce@blog.example', to: 'bob@example.org' });
  const email = await PostalMime.parse(raw);
  return { ...email, keys: email.headers.map(({ key }) => key) };
}

describe('the confirmation', () => {
  it('asks Bob one thing: one link, which stands in both parts, and no way to leave a list he is not on', async () => {
    const mail = await parsed(
      await renderConfirm(templates, {
        blog: BLOG,
        confirmUrl: 'https://blog.example/confirm/c1',
        replyConfirms: false,
      }),
    );
    const links = new Set([...(mail.html ?? '').matchAll(/href="([^"]+)"/g)].map((match) => match[1]));
    expect(links).toEqual(new Set(['https://blog.example', 'https://blog.example/confirm/c1']));
    expect(mail.text).toContain('https://blog.example/confirm/c1');
    expect(mail.text).toContain('do nothing');
    expect(mail.keys).toContain('auto-submitted');
    expect(mail.keys.filter((key) => key.startsWith('list-') || key === 'precedence')).toEqual([]);
    for (const part of [mail.text, mail.html]) expect(part).not.toMatch(/reply/i);
  });

  it('says in both parts that a reply is as good, where one comes in', async () => {
    const confirmUrl = 'https://blog.example/confirm/c1';
    const mail = await parsed(
      await renderConfirm(templates, { blog: BLOG, confirmUrl, replyConfirms: true }),
    );
    for (const part of [mail.text, mail.html])
      expect(part).toContain('Simply replying to this mail confirms as well.');
    expect(mail.html).toContain('without your click or reply no further mail will come');
  });
});

describe('the way out by mail', () => {
  it('is one button, too', async () => {
    const mail = await parsed(await renderLeave(templates, { blog: BLOG, unsubscribeUrl: UNSUBSCRIBE }));
    expect(mail.subject).toBe('Leave Professional Imposter Syndrome');
    expect(mail.html).toContain(`href="${UNSUBSCRIBE}"`);
  });
});

describe('the welcome', () => {
  const view = {
    blog: BLOG,
    tracks: [
      {
        title: 'Systems & co',
        intro: 'If you want…',
        posts: [{ title: 'Raft <1>', url: 'https://blog.example/posts/raft-1/' }],
      },
    ],
    latest: { title: 'PACELC', url: 'https://blog.example/posts/pacelc/', summary: 'A bill.' },
    unsubscribeUrl: UNSUBSCRIBE,
    preferencesUrl: 'https://blog.example/preferences/p1',
    leaveUrl: 'https://blog.example/leave',
    postalAddress: 'PO Box 1',
  };

  it('shows the reading paths and the latest post in both parts, and can be left with one click', async () => {
    const mail = await parsed(await renderWelcome(templates, view), { url: UNSUBSCRIBE, address: null });
    expect(mail.html).toContain('Raft &lt;1&gt;');
    for (const words of [
      'Systems & co',
      'Raft <1>',
      'PACELC',
      'A bill.',
      UNSUBSCRIBE,
      view.preferencesUrl,
      'PO Box 1',
    ]) {
      expect(mail.text).toContain(words);
    }
    expect(mail.keys.filter((key) => key.startsWith('list-'))).toEqual([
      'list-unsubscribe',
      'list-unsubscribe-post',
    ]);
  });

  it('can be left by a mail too, where one comes in', async () => {
    const out = { url: UNSUBSCRIBE, address: address('unsubscribe+u1@in.blog.example') };
    const mail = await parsed(await renderWelcome(templates, view), out);
    expect(mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value).toBe(
      `<${UNSUBSCRIBE}>, <mailto:unsubscribe+u1@in.blog.example?subject=unsubscribe>`,
    );
    expect(mail.keys).toContain('list-unsubscribe-post');
  });

  it('on a blog without posts still says thank you', async () => {
    const mail = await parsed(
      await renderWelcome(templates, { ...view, tracks: [], latest: null, postalAddress: null }),
    );
    expect(mail.text).toContain('Thank you');
    expect(mail.html).not.toContain('The latest post');
  });
});

describe('mail to the author', () => {
  it('has the paragraphs and links of a notice', async () => {
    const notice = {
      subject: 'Missed: 8 December',
      paragraphs: ['Nothing was <ready>.'],
      links: [{ label: 'Plan', url: 'https://blog.example/desk' }],
    };
    const mail = await parsed(await renderNotice(templates, { blog: BLOG, notice }));
    expect(mail.subject).toBe('Missed: 8 December');
    expect(mail.html).toContain('Nothing was &lt;ready&gt;.');
    expect(mail.text).toContain('Plan: https://blog.example/desk');
  });

  it('shows the edition under its banner, with no token that could unsubscribe anyone', async () => {
    const banner = {
      words: 'It leaves at 11:00.',
      links: [{ label: 'Hold', url: 'https://blog.example/hold/1' }],
    };
    const mail = await parsed(await renderPreview(templates, editionView({ postalAddress: null }), banner));
    expect(mail.subject).toBe('Preview: Raft, part 1');
    for (const part of [mail.html ?? '', mail.text ?? '']) {
      expect(part.indexOf('It leaves at 11:00.')).toBeLessThan(part.indexOf('A term is a number.'));
      expect(part).toContain('https://blog.example/hold/1');
      expect(part).not.toContain('%%FN:');
    }
  });
});
