import type { TopicLint } from '../../app/lint-topic.ts';
import { CLIENTS } from '../../mail/lint/clients.ts';

/** What mail programs lack of what a mail uses, as a page. */
export function lintPage({ lacked, size }: TopicLint): string {
  const harmful = lacked.filter(({ instead }) => instead === null);
  const harmless = lacked.filter(({ instead }) => instead !== null);
  const page = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>What mail programs lack</title>
        <style>
          {
            'body { font: 14px/1.5 system-ui, sans-serif; padding: 0 16px; } dt { font-weight: 600; margin-top: 10px; } dd { margin: 0; } small { color: #595959; }'
          }
        </style>
      </head>
      <body>
        <p>
          {(size.html / 1_000).toFixed(1)} kB of HTML, {(size.text / 1_000).toFixed(1)} kB of text
        </p>
        <h2>{harmful.length === 0 ? 'Nothing that a reader would miss' : 'What a reader would miss'}</h2>
        <dl>{harmful.map(termOf)}</dl>
        <h2>Lacked by some, without harm</h2>
        <dl>{harmless.map(termOf)}</dl>
      </body>
    </html>
  );
  return `<!doctype html>${page}`;
}

function termOf({ feature, clients, instead }: TopicLint['lacked'][number]) {
  return (
    <>
      <dt>{feature}</dt>
      <dd>
        {instead ?? 'must not be used'}
        <br />
        <small>{clients.map((client) => CLIENTS[client]).join(', ')}</small>
      </dd>
    </>
  );
}
