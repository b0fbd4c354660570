import { type Context, Hono } from 'hono';
import type { App } from '../app/context.ts';
import { listMailbox } from '../mail/mailbox/mailbox-files.ts';
import { type MailboxMessage, readMailboxMessage } from '../mail/mailbox/read-message.ts';
import { mailboxListPage } from '../site/mailbox/list.tsx';
import { type MailboxPart, mailboxMessagePage } from '../site/mailbox/message.tsx';
import { basePathOf, chromeOfApp } from './chrome.ts';
import { privatePage } from './security.ts';

const PAGE = 50;
const TABS = ['html', 'text', 'source', 'headers'] as const;

/** The embedded mailbox. With a mail server set up there is none, and its pages do not exist. */
export function mailboxRoutes(app: App): Hono {
  const routes = new Hono();
  if (app.config.relays.length > 0) return routes;
  const folder = app.workspace.mailboxFolder;
  const base = `${basePathOf(app.config.url)}/mailbox`;
  routes.use(privatePage);

  routes.get('/', async (context) => {
    const before = context.req.query('before');
    const listed = await listMailbox(folder, {
      limit: PAGE + 1,
      ...(before === undefined ? {} : { before }),
    });
    const messages = listed.slice(0, PAGE);
    const older = listed.length > PAGE ? `${base}?before=${messages.at(-1)?.id ?? ''}` : null;
    const entries = messages.map((message) => ({ ...message, to: message.to.join(', ') }));
    const list = { messages: entries, hrefOf: (id: string) => `${base}/${id}`, olderHref: older };
    return context.html(mailboxListPage(list, await chromeOfApp(app)));
  });

  routes.get('/:id', (context) => show(context, 'html'));
  routes.get('/:id/:tab{text|source|headers}', (context) => show(context, context.req.param('tab')));

  // The mail itself, for the frame: its own styles, but no script, no form, no request to anywhere.
  routes.get('/:id/frame', async (context) => {
    const { parsed } = await readMailboxMessage(folder, context.req.param('id'));
    context.header(
      'Content-Security-Policy',
      "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
    );
    // Links of a mail open beside it, as in a mail program.
    return context.html(
      (parsed.html ?? '<p>This mail has no HTML part.</p>').replace(
        /<head([^>]*)>/i,
        '<head$1><base target="_blank">',
      ),
    );
  });
  routes.get('/:id/raw', async (context) => {
    const { source, summary } = await readMailboxMessage(folder, context.req.param('id'));
    context.header('Content-Type', 'message/rfc822');
    context.header('Content-Disposition', `attachment; filename="${summary.id}.eml"`);
    return context.body(new Uint8Array(source));
  });

  async function show(context: Context, tab: string): Promise<Response> {
    const message = await readMailboxMessage(folder, context.req.param('id') ?? '');
    const { summary } = message;
    const page = {
      summary: { ...summary, to: summary.to.join(', ') },
      part: partOf(message, tab, base),
      tabs: TABS.map((one) => ({
        tab: one,
        href: `${base}/${summary.id}${one === 'html' ? '' : `/${one}`}`,
      })),
      listHref: base,
    };
    return context.html(mailboxMessagePage(page, await chromeOfApp(app)));
  }

  return routes;
}

function partOf({ summary, source, parsed }: MailboxMessage, tab: string, base: string): MailboxPart {
  switch (tab) {
    case 'text':
      return { tab, text: parsed.text ?? '(no text part)' };
    case 'source':
      return { tab, text: source.toString('utf8') };
    case 'headers':
      return { tab, headers: parsed.headers.map(({ key, value }) => ({ name: key, value })) };
    default:
      return { tab: 'html', frameHref: `${base}/${summary.id}/frame` };
  }
}
