import type { Notice } from '../../domain/deliveries/single-mail.ts';
import { escapeHtml } from '../templates/escape-html.ts';
import type { Templates, TemplateView } from '../templates/templates.ts';
import { oneLine } from './mailbox-name.ts';
import { fillPlaces } from './places.ts';
import {
  type EditionView,
  type PreviewBanner,
  renderEditionHtml,
  renderEditionText,
} from './render-edition.ts';
import type { RenderedMail } from './single-mail.ts';

export interface MailBlog {
  readonly title: string;
  readonly url: string;
  readonly language: string;
}

export interface LinkedPost {
  readonly title: string;
  readonly url: string;
}

export interface WelcomeView {
  readonly blog: MailBlog;
  /** Reading paths, in the order of the Start Here page; those without posts are best left out. */
  readonly tracks: readonly {
    readonly title: string;
    readonly intro: string;
    readonly posts: readonly LinkedPost[];
  }[];
  readonly latest: (LinkedPost & { readonly summary: string }) | null;
  readonly unsubscribeUrl: string;
  readonly preferencesUrl: string;
  readonly leaveUrl: string;
  readonly postalAddress: string | null;
}

/** "Press to confirm", to whoever owns the address that someone typed into the form. `replyConfirms`: an answer does the same as the button. */
export function renderConfirm(
  templates: Templates,
  view: { blog: MailBlog; confirmUrl: string; replyConfirms: boolean },
): Promise<RenderedMail> {
  const title = oneLine(view.blog.title);
  const press = `Press the button to get ${title} by mail, every other week.`;
  return renderButton(templates, view.blog, {
    subject: `Confirm your subscription to ${title}`,
    sentence: view.replyConfirms ? `${press} Simply replying to this mail confirms as well.` : press,
    button: 'Confirm',
    url: view.confirmUrl,
    reason: view.replyConfirms
      ? 'If you did not ask for this, do nothing: without the button or a reply no further mail will come.'
      : 'If you did not ask for this, do nothing: without the button no further mail will come.',
  });
}

/** The way out, for someone who asked for it by typing an address. */
export function renderLeave(
  templates: Templates,
  view: { blog: MailBlog; unsubscribeUrl: string },
): Promise<RenderedMail> {
  const title = oneLine(view.blog.title);
  return renderButton(templates, view.blog, {
    subject: `Leave ${title}`,
    sentence: `Press the button to stop the mails of ${title}.`,
    button: 'Unsubscribe',
    url: view.unsubscribeUrl,
    reason: 'If you did not ask for this, do nothing: your subscription stays as it is.',
  });
}

/** The answer to a mail by which a reader left. It quotes nothing of theirs. */
export function renderFarewell(
  templates: Templates,
  view: { blog: MailBlog; undoUrl: string },
): Promise<RenderedMail> {
  const title = oneLine(view.blog.title);
  return renderButton(templates, view.blog, {
    subject: `You have left ${title}`,
    sentence: `You asked to leave, and no more mails of ${title} will come. If that was a mistake, press the button within a day.`,
    button: 'Stay after all',
    url: view.undoUrl,
    reason:
      'This is the answer to your mail, and the last one. If you meant to leave, there is nothing to do.',
  });
}

/** The way to the preferences, for someone who asked for it by typing an address. */
export function renderPreferences(
  templates: Templates,
  view: { blog: MailBlog; preferencesUrl: string },
): Promise<RenderedMail> {
  const title = oneLine(view.blog.title);
  return renderButton(templates, view.blog, {
    subject: `Your preferences for ${title}`,
    sentence: `Press the button to see and change what you get from ${title}.`,
    button: 'My preferences',
    url: view.preferencesUrl,
    reason:
      'If you did not ask for this, do nothing: all stays as it is. Do not pass the link on: whoever has it can change your subscription.',
  });
}

/** "Is this address yours?", to the address that a reader wants their mail at. */
export function renderNewAddress(
  templates: Templates,
  view: { blog: MailBlog; newAddressUrl: string },
): Promise<RenderedMail> {
  const title = oneLine(view.blog.title);
  return renderButton(templates, view.blog, {
    subject: `Confirm your new address for ${title}`,
    sentence: `Press the button to get the mails of ${title} at this address from now on.`,
    button: 'Use this address',
    url: view.newAddressUrl,
    reason:
      'A reader asked for this. If it was not you, do nothing: without the button no further mail will come.',
  });
}

/** To the old address, after the reader moved to another. It does not say which: it may be read by somebody else now. */
export async function renderAddressChanged(
  templates: Templates,
  view: { blog: MailBlog },
): Promise<RenderedMail> {
  const title = oneLine(view.blog.title);
  const subject = `Your address for ${title} was changed`;
  const words = [
    `From now on the mails of ${title} go to another address, as was asked for on your preference page and confirmed from the new address.`,
    'If that was not you, reply to this mail: a person reads it.',
  ];
  const reason = `You get this because this address was subscribed to ${title}. No more mail comes to it.`;
  const html = await templates.render('notice', {
    ...blogFields(view.blog),
    subject,
    preheader: words[0] ?? '',
    paragraphs: words.map((paragraph) => ({ words: paragraph })),
    action: null,
    links: [],
    reason,
    footerLinks: [],
    postalAddress: null,
  });
  return { subject, html, text: paragraphs(...words, `-- \n${reason}`) };
}

/** Thanks, the latest post and the reading paths, once, right after the confirmation. */
export async function renderWelcome(templates: Templates, view: WelcomeView): Promise<RenderedMail> {
  const title = oneLine(view.blog.title);
  const subject = `Welcome to ${title}`;
  const thanks =
    'Thank you for subscribing. One post comes every other week, and you can leave with one click whenever you like.';
  const reason = `You get this because you confirmed your subscription to ${title}.`;
  const html = await templates.render('welcome', {
    ...blogFields(view.blog),
    subject,
    preheader: thanks,
    heading: 'You are in',
    thanks,
    latest: view.latest === null ? null : { ...view.latest },
    tracks: view.tracks.map((track) => ({ ...track, posts: track.posts.map((post) => ({ ...post })) })),
    reason,
    footerLinks: [
      { label: 'Unsubscribe', url: view.unsubscribeUrl },
      { label: 'Preferences', url: view.preferencesUrl },
      { label: 'Other ways to leave', url: view.leaveUrl },
    ],
    postalAddress: view.postalAddress,
  });
  return { subject, html, text: welcomeText(view, thanks, reason) };
}

/** Fortnight to the author. The first link is the big button. */
export async function renderNotice(
  templates: Templates,
  view: { blog: MailBlog; notice: Notice },
): Promise<RenderedMail> {
  const { notice } = view;
  const [action, ...others] = notice.links;
  const reason = `From Fortnight, which looks after ${oneLine(view.blog.title)}.`;
  const html = await templates.render('notice', {
    ...blogFields(view.blog),
    subject: notice.subject,
    preheader: notice.paragraphs[0] ?? '',
    paragraphs: notice.paragraphs.map((words) => ({ words })),
    action: action === undefined ? null : { ...action },
    links: others.map((link) => ({ ...link })),
    reason,
    footerLinks: [],
    postalAddress: null,
  });
  const links = notice.links.map((link) => `${link.label}: ${link.url}`);
  return {
    subject: notice.subject,
    html,
    text: paragraphs(...notice.paragraphs, links.join('\n'), `-- \n${reason}`),
  };
}

/** The edition as its readers will get it, under a banner with the author's choices. Its links to leave and to the preferences lead to pages, not to a token. */
export async function renderPreview(
  templates: Templates,
  view: EditionView,
  banner: PreviewBanner,
): Promise<RenderedMail> {
  const values = {
    UNSUBSCRIBE_URL: view.leaveUrl,
    PREFERENCES_URL: `${view.blog.url}/preferences`,
    READER: 'each reader',
  };
  const html = await renderEditionHtml(templates, view, banner);
  const text = renderEditionText(view, view.postalAddress ?? '(no postal address yet)');
  const top = [banner.words, ...banner.links.map((link) => `${link.label}: ${link.url}`)].join('\n');
  return {
    subject: `Preview: ${oneLine(view.subject)}`,
    html: fillPlaces(html, values, escapeHtml),
    text: `${top}\n\n${'='.repeat(72)}\n\n${fillPlaces(text, values, (value) => value)}`,
  };
}

interface ButtonWords {
  readonly subject: string;
  readonly sentence: string;
  readonly button: string;
  readonly url: string;
  readonly reason: string;
}

async function renderButton(templates: Templates, blog: MailBlog, words: ButtonWords): Promise<RenderedMail> {
  const fields = {
    ...blogFields(blog),
    ...words,
    preheader: words.sentence,
    footerLinks: [],
    postalAddress: null,
  };
  const html = await templates.render('confirm', fields);
  return { subject: words.subject, html, text: paragraphs(words.sentence, words.url, words.reason) };
}

function blogFields(blog: MailBlog): TemplateView {
  return { language: blog.language, blogTitle: oneLine(blog.title), blogUrl: blog.url };
}

function welcomeText(view: WelcomeView, thanks: string, reason: string): string {
  const latest =
    view.latest === null
      ? ''
      : `The latest post: ${view.latest.title}\n${view.latest.summary}\n${view.latest.url}`;
  const tracks = view.tracks.map((track) => {
    const posts = track.posts.map((post) => `- ${post.title}\n  ${post.url}`);
    return paragraphs(`${track.title}\n${track.intro}`, posts.join('\n')).trimEnd();
  });
  const postal = view.postalAddress === null ? [] : [`${oneLine(view.blog.title)}, ${view.postalAddress}`];
  const footer = [
    reason,
    `Unsubscribe: ${view.unsubscribeUrl}`,
    `Preferences: ${view.preferencesUrl}`,
    `Other ways to leave: ${view.leaveUrl}`,
    ...postal,
  ];
  return paragraphs(thanks, latest, ...tracks, `-- \n${footer.join('\n')}`);
}

/** Joins with an empty line between; an empty paragraph is left out. */
function paragraphs(...parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
