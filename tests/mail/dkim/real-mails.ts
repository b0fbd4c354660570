import { ourAddress } from '../../../src/domain/inbound/our-addresses.ts';
import { prepareEditionMail } from '../../../src/mail/compose/edition-mail.ts';
import type { ComposedMail } from '../../../src/mail/compose/mime.ts';
import { renderEdition } from '../../../src/mail/compose/render-edition.ts';
import { renderConfirm } from '../../../src/mail/compose/render-single.ts';
import { renderWelcome } from '../../../src/mail/compose/render-welcome.ts';
import { composeSingleMail, type RenderedMail, type WayOut } from '../../../src/mail/compose/single-mail.ts';
import { loadTemplates } from '../../../src/mail/templates/templates.ts';
import { address, alice, BLOG, EMAILS, editionHeaders, editionView, OPENED_AT } from '../views.ts';

const templates = loadTemplates(EMAILS);

const INBOUND = { local: null, domain: 'news.blog.example' } as const;

const READERS = [
  alice(),
  alice({ name: null }),
  alice({ name: '\u00c4mne "x" <y@z>', address: address('bob@b\u00fccher.example') }),
  alice({ name: '\u540d\u524d \u{1f419} '.repeat(12).trim() }),
  alice({ unsubscribeAddress: ourAddress(INBOUND, 'unsubscribe', 'a2'.repeat(22)) }),
  alice({ unsubscribeAddress: ourAddress(INBOUND, 'unsubscribe', 'ae') }),
];

/** Code with runs of blanks and tabs, lines that begin with a dot, a blank at a line's end, empty lines at the end. */
const CODE = 'if (x)  {\n\treturn  y; \n}\n\n.\n..dots\n.profile   ';

/** One edition's copies for several readers, as the application composes them. */
export async function editionMails(): Promise<readonly ComposedMail[]> {
  const subject =
    'Gr\u00fc\u00dfe: \u5206\u6563\u30b7\u30b9\u30c6\u30e0 and a subject that is long enough to be folded more than once \u{1f419}';
  const view = editionView({
    subject,
    title: subject,
    articleHtml: `<p class="a-text">Gr\u00fc\u00dfe  &amp; more</p><pre>${CODE}</pre>`,
    articleText: `Gr\u00fc\u00dfe  & more\n\n${CODE}\n\n\n`,
  });
  const compose = await prepareEditionMail(await renderEdition(templates, view), editionHeaders());
  return READERS.map(compose);
}

/** A confirmation, which nobody can unsubscribe from, and a welcome. */
export async function singleMails(): Promise<readonly ComposedMail[]> {
  const confirmation = await renderConfirm(templates, {
    blog: BLOG,
    confirmUrl: 'https://blog.example/confirm/c1',
    replyConfirms: true,
  });
  const welcome = await renderWelcome(templates, {
    blog: BLOG,
    tracks: [{ title: 'Syst\u00e8mes', intro: 'Many  machines', posts: [] }],
    latest: null,
    unsubscribeUrl: 'https://blog.example/unsubscribe/u1',
    preferencesUrl: 'https://blog.example/preferences/p1',
    leaveUrl: 'https://blog.example/leave',
    postalAddress: 'PO Box 1, Seattle WA, USA',
  });
  return [
    await composeSingle(confirmation, null),
    await composeSingle(welcome, {
      url: 'https://blog.example/unsubscribe/u1',
      address: ourAddress(INBOUND, 'unsubscribe', 'a2'.repeat(22)),
    }),
  ];
}

function composeSingle(mail: RenderedMail, unsubscribe: WayOut | null): Promise<ComposedMail> {
  return composeSingleMail(mail, {
    from: { name: 'Ali \u00d6zg\u00fcr', address: address('ali@blog.example') },
    replyTo: null,
    envelopeFrom: 'bounce@blog.example',
    to: address('bob@example.org'),
    date: OPENED_AT,
    messageId: '<9.abc@blog.example>',
    unsubscribe,
  });
}
