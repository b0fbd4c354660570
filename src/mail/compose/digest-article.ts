import { lightPalette } from '../../domain/posts/palette.ts';
import { wrap } from '../../domain/posts/wrap.ts';
import { escapeHtml } from '../templates/escape-html.ts';
import { oneLine } from './mailbox-name.ts';
import { TEXT_WIDTH } from './plain-mail.ts';
import { unbroken } from './unbroken.ts';

/** A post as a digest shows it. */
export interface DigestEntry {
  readonly title: string;
  readonly url: string;
  /** e.g. `8 December 2026`, its track, `7 min read`. */
  readonly details: readonly string[];
  /** May be empty. */
  readonly summary: string;
}

/** The article of a digest: the lead, then each post under a line of its own. Inline styles are the light scheme, classes carry the dark one, as in every article. */
export function digestHtml(lead: string, entries: readonly DigestEntry[]): string {
  return [`<p class="a-text" style="margin:0">${escapeHtml(lead)}</p>`, ...entries.map(entryHtml)].join('\n');
}

function entryHtml({ title, url, details, summary }: DigestEntry): string {
  const { accent, ink, muted, hairline } = lightPalette;
  const heading = `margin:26px 0 0;padding:24px 0 0;border-top:1px solid ${hairline};font-size:22px;line-height:29px;font-weight:700;letter-spacing:-0.01em;color:${ink}`;
  const link = `color:${accent};text-decoration:underline`;
  const words = [
    `<h2 class="a-text a-rule" style="${heading}"><a href="${escapeHtml(url)}" class="a-link" style="${link}">${escapeHtml(title)}</a></h2>`,
    `<p class="a-muted" style="margin:6px 0 0;font-size:14px;line-height:20px;color:${muted}">${escapeHtml(details.map(unbroken).join(' · '))}</p>`,
  ];
  if (summary !== '')
    words.push(`<p class="a-text" style="margin:10px 0 0;color:${ink}">${escapeHtml(summary)}</p>`);
  return words.join('\n');
}

/** The same in plain text. Its links stand with what they lead to, as a digest is a list of them. */
export function digestText(lead: string, entries: readonly DigestEntry[]): string {
  return [wrap(lead, TEXT_WIDTH), ...entries.map(entryText)].join('\n\n');
}

function entryText({ title, url, details, summary }: DigestEntry): string {
  const heading = wrap(oneLine(title), TEXT_WIDTH);
  const longest = Math.max(...heading.split('\n').map((line) => line.length));
  const top = `${heading}\n${'='.repeat(longest)}\n${wrap(details.join(' · '), TEXT_WIDTH)}`;
  return [top, ...(summary === '' ? [] : [wrap(summary, TEXT_WIDTH)]), url].join('\n\n');
}
