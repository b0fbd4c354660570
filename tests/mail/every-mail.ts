import { digestHtml, digestText } from '../../src/mail/compose/digest-article.ts';
import { fillPlaces } from '../../src/mail/compose/places.ts';
import { renderEdition } from '../../src/mail/compose/render-edition.ts';
import {
  renderAddressChanged,
  renderConfirm,
  renderFarewell,
  renderLeave,
  renderNewAddress,
  renderNotice,
  renderPreferences,
  renderPreview,
} from '../../src/mail/compose/render-single.ts';
import { renderWelcome } from '../../src/mail/compose/render-welcome.ts';
import type { RenderedMail } from '../../src/mail/compose/single-mail.ts';
import { escapeHtml } from '../../src/mail/templates/escape-html.ts';
import { loadTemplates } from '../../src/mail/templates/templates.ts';
import { emailArticle } from '../support/email-article.ts';
import { BLOG, EMAILS, editionView } from './views.ts';

/** As long as the tokens are that links end in. */
const TOKEN = 'v2.a89a.1.tppew0.39IplN-515SCVa2Q3itzvA';
const LEAVING = {
  unsubscribeUrl: `https://blog.example/unsubscribe/${TOKEN}`,
  preferencesUrl: `https://blog.example/preferences/${TOKEN}`,
  leaveUrl: 'https://blog.example/leave',
};
const RAFT = { title: 'Raft Explained', url: 'https://blog.example/posts/raft-1/' };
const PACELC = { title: 'After CAP: “PACELC”', url: 'https://blog.example/posts/pacelc/' };

/** All that a post may have. */
const POST = `A paragraph with \`code\`, [a link](https://blog.example/) and $x^2$.

$$
a + b + c + d + e + f + g + h + i + j + k + l = m + n + o + p
$$

\`\`\`python title="mail.py"
print("a line of code that is longer than any phone is wide", 1 + 2)  # a comment
\`\`\`

| System | Abadi, 2012 | What can move it |
| --- | --- | --- |
| Dynamo (the 2007 paper) | PA/EL by default | N, R and W, each of them per request |

> [!WARNING]
> Mind the gap.[^1]

\`\`\`dot alt="A leads to B."
digraph { rankdir=LR; A -> B }
\`\`\`

> Quoted.

[^1]: A note.
`;

/** Each mail that Fortnight sends, by what it is, as one reader gets it. */
export async function everyMail(): Promise<ReadonlyMap<string, RenderedMail>> {
  const templates = loadTemplates(EMAILS);
  const { html: articleHtml } = await emailArticle(POST);
  const post = editionView({ articleHtml });
  const aside = { track: null, postUrl: null, details: ['1 January 2027'] };
  const entries = [
    { ...PACELC, details: ['8 December 2026', 'Distributed systems', '7 min read'], summary: 'A bill.' },
    { ...RAFT, details: ['22 December 2026', 'Distributed systems', '7 min read'], summary: '' },
  ];
  const lead = 'Two posts came out in December 2026.';
  const digest = { articleHtml: digestHtml(lead, entries), articleText: digestText(lead, entries) };
  const note = { words: 'This comes as you asked: the series from its beginning.', label: 'Stop it' };
  const edition = async (view: typeof post) => forAlice(await renderEdition(templates, view));
  const links = [
    { label: 'Send now', url: `https://blog.example/editions/${TOKEN}` },
    { label: 'Hold', url: `https://blog.example/editions/${TOKEN}` },
  ];
  const notice = { subject: 'Look', paragraphs: ['Say `fortnight plan`, or wait.', 'Two.'], links };
  const about = { blog: BLOG };
  return new Map([
    ['edition', await edition(post)],
    ['series part', await edition({ ...post, note })],
    ['digest', await edition(editionView({ ...aside, ...digest, title: 'What came out in December 2026' }))],
    ['announcement', await edition(editionView({ ...aside, articleHtml }))],
    ['preview', await renderPreview(templates, post, { words: 'A preview, for you alone.', links })],
    ['confirm', await renderConfirm(templates, { ...about, ...CONFIRM, replyConfirms: true })],
    ['confirm by link', await renderConfirm(templates, { ...about, ...CONFIRM, replyConfirms: false })],
    ['leave', await renderLeave(templates, { ...about, ...LEAVING })],
    ['preferences', await renderPreferences(templates, { ...about, ...LEAVING })],
    ['new address', await renderNewAddress(templates, { ...about, newAddressUrl: linkTo('address') })],
    ['address changed', await renderAddressChanged(templates, about)],
    ['farewell', await renderFarewell(templates, { ...about, undoUrl: linkTo('undo') })],
    ['notice', await renderNotice(templates, { ...about, notice })],
    ['welcome', await renderWelcome(templates, { ...about, ...WELCOME, ...LEAVING })],
  ]);
}

function linkTo(page: string): string {
  return `https://blog.example/${page}/${TOKEN}`;
}

const CONFIRM = { confirmUrl: linkTo('confirm') };

const WELCOME = {
  tracks: [
    {
      title: 'Systems',
      intro: 'If you want to know how several machines agree on anything, begin with these, in this order.',
      posts: [PACELC, RAFT],
    },
  ],
  latest: { ...RAFT, summary: 'Why agreement is hard.' },
  postalAddress: 'PO Box 1, Seattle WA, USA',
};

function forAlice({ subject, html, text }: RenderedMail): RenderedMail {
  const { unsubscribeUrl, preferencesUrl } = LEAVING;
  const values = {
    UNSUBSCRIBE_URL: unsubscribeUrl,
    PREFERENCES_URL: preferencesUrl,
    READER: 'alice@example.org',
  };
  return {
    subject,
    html: fillPlaces(html, values, escapeHtml),
    text: fillPlaces(text, values, (value) => value),
  };
}
