import type { WholePreview } from '../../app/preview-whole.ts';

/** What stands side by side, from the left. Widths in CSS pixels. */
const PANES = [
  { title: 'Page', src: 'page?scheme=light', width: 1280 },
  { title: 'Page, on a phone, dark', src: 'page?scheme=dark', width: 360 },
  { title: 'Mail', src: 'mail?scheme=light', width: 700 },
  { title: 'Mail, dark', src: 'mail?scheme=dark', width: 700 },
  { title: 'Mail, on a phone', src: 'mail?scheme=light', width: 360 },
  { title: 'Mail, on a phone, dark', src: 'mail?scheme=dark', width: 360 },
  { title: 'Mail, without pictures', src: 'mail?scheme=light&pictures=off', width: 360 },
  { title: 'Mail, as text', src: 'text', width: 640 },
  { title: 'What mail programs lack', src: 'lint', width: 560 },
] as const;

/** The page that an author keeps beside the editor. */
export function previewPage(topic: string, found: WholePreview | { readonly why: string }): string {
  const page = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${'why' in found ? topic : found.title} · preview`}</title>
        <link rel="stylesheet" href="/preview/preview.css" />
        <script src="/preview/preview.js" defer></script>
      </head>
      <body>
        <header id="standing">{standingOf(topic, found)}</header>
        <main class="panes">
          {PANES.map(({ title, src, width }) => (
            <section class={`pane w${width}`}>
              <h2>
                <a href={`/preview/${src}`} target="_blank" rel="noopener">
                  {title}
                </a>
              </h2>
              <iframe title={title} src={`/preview/${src}`}></iframe>
            </section>
          ))}
        </main>
      </body>
    </html>
  );
  return `<!doctype html>${page}`;
}

/** What is asked for anew at every change: the title, how large the mail is, and what there is to say of the post. */
export function previewStanding(topic: string, found: WholePreview | { readonly why: string }): string {
  return String(standingOf(topic, found));
}

function standingOf(topic: string, found: WholePreview | { readonly why: string }) {
  if ('why' in found) {
    return (
      <>
        <h1>{topic}</h1>
        <p class="error">It cannot be shown just now: {found.why}. What is below is from before.</p>
      </>
    );
  }
  const { title, size, remarks } = found;
  return (
    <>
      <h1>{title}</h1>
      <p>
        <meter min={0} max={size.limit} high={size.warning} value={size.article}></meter>{' '}
        {kilobytes(size.article)} of {kilobytes(size.limit)} for the mail
      </p>
      {remarks.length === 0 ? (
        <p class="good">Nothing to mend.</p>
      ) : (
        <ul class="remarks">
          {remarks.map(({ line, column, severity, words, help }) => (
            <li class={severity}>
              <b>
                {line}:{column}
              </b>{' '}
              {words}
              {help === null ? '' : ` (${help})`}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}

const WIDTHS = [...new Set(PANES.map(({ width }) => width))];

export const PREVIEW_CSS = `:root { color-scheme: light dark; background: Canvas; font: 15px/1.5 system-ui, sans-serif; }
* { box-sizing: border-box; }
body { margin: 0; display: flex; flex-direction: column; height: 100vh; }
header { padding: 12px 20px; display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: baseline; border-bottom: 1px solid #8886; max-height: 40vh; overflow: auto; }
h1 { font-size: 18px; margin: 0; }
header p { margin: 0; }
.remarks { margin: 0; padding: 0; list-style: none; width: 100%; }
.error b, p.error { color: light-dark(#a3201b, #ff9d94); }
.warning b { color: light-dark(#7a5200, #f0c36d); }
.good { color: light-dark(#0c6b3f, #7fd6a6); }
.panes { flex: 1; display: flex; gap: 20px; padding: 16px 20px 20px; overflow-x: auto; min-height: 300px; }
.pane { display: flex; flex-direction: column; flex: none; }
h2 { font-size: 13px; font-weight: 600; margin: 0 0 6px; }
h2 a { color: inherit; text-underline-offset: 3px; }
iframe { flex: 1; width: 100%; border: 1px solid #8888; border-radius: 6px; background: #fff; }
${WIDTHS.map((width) => `.w${width} { width: ${width + 2}px; }`).join('\n')}
`;

/** Asks for what has changed, and keeps every pane where its author has scrolled to. */
export const PREVIEW_JS = `'use strict';
const standing = document.getElementById('standing');
const reload = (frame) => {
  const view = frame.contentWindow;
  const y = view.scrollY;
  frame.addEventListener('load', () => frame.contentWindow.scrollTo(0, y), { once: true });
  view.location.reload();
};
const events = new EventSource('/preview/events');
let revision = null;
events.addEventListener('revision', async ({ data }) => {
  if (revision === null || revision === data) { revision = data; return; }
  revision = data;
  const answer = await fetch('/preview/standing');
  standing.innerHTML = await answer.text();
  document.querySelectorAll('iframe').forEach(reload);
});
`;
