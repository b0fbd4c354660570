import { createHash } from 'node:crypto';
import { AppError } from '../../core/errors.ts';
import type { FrozenContent } from '../../domain/deliveries/delivery.ts';
import { wrap } from '../../domain/posts/wrap.ts';
import { escapeHtml } from '../templates/escape-html.ts';
import type { Templates, TemplateView } from '../templates/templates.ts';
import { oneLine } from './mailbox-name.ts';
import { place, protectPlaces } from './places.ts';
import { TEXT_WIDTH } from './plain-mail.ts';
import { unbroken } from './unbroken.ts';

/** Gmail clips a mail at about 102 kB, footer and unsubscribe link first. */
export const HTML_WARNING_BYTES = 80_000;
export const HTML_LIMIT_BYTES = 95_000;

/** A post as an edition shows it. */
export interface EditionView {
  readonly blog: { readonly title: string; readonly url: string; readonly language: string };
  readonly subject: string;
  /** The line that mail programs show after the subject. */
  readonly preheader: string;
  readonly title: string;
  /** The track's title; null for an edition without a topic. */
  readonly track: string | null;
  /** What stands below the title, e.g. `22 December 2026`, `Part 1 of 4`, `9 minutes`. */
  readonly details: readonly string[];
  /** Why it comes, where that is not plain; `label` leads to the reader's preferences, where it is stopped. */
  readonly note?: { readonly words: string; readonly label: string };
  /** Email HTML with inline styles, from `domain/posts`. Put in as it is. */
  readonly articleHtml: string;
  readonly articleText: string;
  /** This post on the web; null for an edition that is no post. */
  readonly postUrl: string | null;
  /** The page on which a reader leaves by typing an address, for whoever lost the link. */
  readonly leaveUrl: string;
  readonly postalAddress: string | null;
  /** What the author can do about too much HTML, where it is not to shorten the post. */
  readonly whenTooHeavy?: string;
}

/** Frozen content, and how heavy it is: above `HTML_WARNING_BYTES` the author should be told. */
export interface RenderedEdition extends FrozenContent {
  readonly htmlBytes: number;
}

/** What stands above the preview that only the author gets. */
export interface PreviewBanner {
  /** e.g. `A preview. It leaves on 22 December 2026 at 11:00 unless you hold it.` */
  readonly words: string;
  readonly links: readonly { readonly label: string; readonly url: string }[];
}

/**
 * Renders an edition once for all its readers; what differs per reader is marked (see `places.ts`) and filled by `composeEditionMail`.
 * Throws `invalid` without a postal address or above `HTML_LIMIT_BYTES` of HTML, `configuration` when a template is wrong.
 */
export async function renderEdition(templates: Templates, view: EditionView): Promise<RenderedEdition> {
  const postalAddress = demandPostalAddress(view.postalAddress);
  const html = await renderEditionHtml(templates, view, null);
  demandFooter(html, postalAddress);
  const htmlBytes = Buffer.byteLength(html);
  if (htmlBytes > HTML_LIMIT_BYTES) throw tooHeavy(htmlBytes, view.whenTooHeavy);
  const subject = oneLine(view.subject);
  const text = renderEditionText(view, postalAddress);
  return { subject, html, text, hash: hashOf(subject, html, text), htmlBytes };
}

/** The HTML of an edition, with places; `banner` stands above a preview. */
export async function renderEditionHtml(
  templates: Templates,
  view: EditionView,
  banner: PreviewBanner | null,
): Promise<string> {
  return templates.render('edition', editionFields(view, banner), protectPlaces(view.articleHtml));
}

/** The plain text of an edition, with places. */
export function renderEditionText(view: EditionView, postalAddress: string): string {
  const heading = [view.track ?? '', view.title, view.details.join(' · ')]
    .map(oneLine)
    .filter((line) => line !== '')
    .map((line) => wrap(line, TEXT_WIDTH));
  const web = view.postUrl === null ? [] : [`On the web: ${view.postUrl}`];
  const header = [oneLine(view.blog.title), ...heading, ...web].map(protectPlaces).join('\n');
  const note = view.note === undefined ? [] : [wrap(view.note.words, TEXT_WIDTH)];
  const footer = [
    ...reasonFor(view),
    `Unsubscribe: ${place('UNSUBSCRIBE_URL')}`,
    `Preferences: ${place('PREFERENCES_URL')}`,
    `Other ways to leave: ${view.leaveUrl}`,
    protectPlaces(wrap(`${oneLine(view.blog.title)}, ${oneLine(postalAddress)}`, TEXT_WIDTH)),
  ].join('\n');
  const body = [header, ...note.map(protectPlaces), protectPlaces(view.articleText.trimEnd())];
  // "-- " is how mail programs know a signature (RFC 3676 4.3).
  return `${body.join('\n\n')}\n\n-- \n${footer}\n`;
}

function editionFields(view: EditionView, banner: PreviewBanner | null): TemplateView {
  return {
    language: view.blog.language,
    subject: protectPlaces(oneLine(view.subject)),
    preheader: protectPlaces(oneLine(view.preheader)),
    blogTitle: protectPlaces(oneLine(view.blog.title)),
    blogUrl: view.blog.url,
    track: protectPlaces(oneLine(view.track ?? '')),
    title: protectPlaces(oneLine(view.title)),
    details: protectPlaces(view.details.map(oneLine).map(unbroken).join(' · ')),
    // The title is a link in any template: what is no post leads to the blog.
    postUrl: view.postUrl ?? view.blog.url,
    reason: reasonFor(view).join(' '),
    note: noteFields(view),
    footerLinks: [
      { label: 'Unsubscribe', url: place('UNSUBSCRIBE_URL') },
      { label: 'Preferences', url: place('PREFERENCES_URL') },
      ...(view.postUrl === null ? [] : [{ label: 'Read on the web', url: view.postUrl }]),
      { label: 'Other ways to leave', url: view.leaveUrl },
    ],
    postalAddress: view.postalAddress === null ? null : protectPlaces(oneLine(view.postalAddress)),
    banner:
      banner === null ? null : { words: banner.words, links: banner.links.map((link) => ({ ...link })) },
  };
}

function noteFields({ note }: EditionView): TemplateView | null {
  if (note === undefined) return null;
  const { words, label } = note;
  return { words: protectPlaces(words), label: unbroken(label), url: place('PREFERENCES_URL') };
}

/** In two lines, as nobody knows how long an address is. */
function reasonFor(view: EditionView): readonly string[] {
  return [`This is for ${place('READER')},`, `who subscribed to ${protectPlaces(oneLine(view.blog.title))}.`];
}

function demandPostalAddress(postalAddress: string | null): string {
  if (postalAddress !== null && postalAddress.trim() !== '') return postalAddress;
  throw new AppError('invalid', 'an edition cannot open without a postal address', {
    help: 'add blog.postal_address to the calendar: the law asks for one at the foot of every mail, and a PO box will do',
  });
}

/** The author may change the templates, but not lose the way out or the postal address. */
function demandFooter(html: string, postalAddress: string): void {
  const demanded = [
    ['unsubscribe link', place('UNSUBSCRIBE_URL')],
    ['postal address', escapeHtml(protectPlaces(oneLine(postalAddress)))],
  ] as const;
  const missing = demanded.filter(([, words]) => !html.includes(words)).map(([what]) => what);
  if (missing.length === 0) return;
  throw new AppError('configuration', `edition.mjml has no ${missing.join(' and no ')}`, {
    help: 'include ./_footer.mjml, or show {{postalAddress}} and {{#footerLinks}}<a href="{{url}}">{{label}}</a>{{/footerLinks}}',
  });
}

function tooHeavy(
  bytes: number,
  help = 'shorten the post, or send its beginning and let it continue on the web',
): AppError {
  return new AppError(
    'invalid',
    `the mail has ${bytes} bytes of HTML; above ${HTML_LIMIT_BYTES} mail programs cut its end off`,
    { help },
  );
}

function hashOf(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  // The length first, so that no words can move from one part to the next and keep the hash.
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}\0${part}`);
  return hash.digest('hex');
}
