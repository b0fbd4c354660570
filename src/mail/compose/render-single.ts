import type { Notice } from '../../domain/deliveries/single-mail.ts';
import { wrap } from '../../domain/posts/wrap.ts';
import { escapeHtml } from '../templates/escape-html.ts';
import type { Templates, TemplateView } from '../templates/templates.ts';
import { oneLine } from './mailbox-name.ts';
import { fillPlaces } from './places.ts';
import { plainMail, TEXT_WIDTH } from './plain-mail.ts';
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

/** "Press to confirm", to whoever owns the address that someone typed into the form. `replyConfirms`: an answer does the same as the button. */
export function renderConfirm(
  templates: Templates,
  view: { blog: MailBlog; confirmUrl: string; replyConfirms: boolean },
): Promise<RenderedMail> {
  const title = oneLine(view.blog.title);
  return renderButton(templates, view.blog, {
    subject: `Confirm your subscription to ${title}`,
    heading: 'Confirm your subscription',
    aim: `get ${title} by mail, every other week`,
    after: view.replyConfirms ? 'Simply replying to this mail confirms as well.' : '',
    button: 'Confirm',
    url: view.confirmUrl,
    reason: view.replyConfirms
      ? 'If you did not ask for this, do nothing: without your click or reply no further mail will come.'
      : 'If you did not ask for this, do nothing: without your click no further mail will come.',
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
    heading: 'The way out',
    aim: `stop the mails of ${title}`,
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
    heading: 'You have left',
    before: `You asked to leave, and no more mails of ${title} will come.`,
    aim: 'take that back, within a day',
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
    heading: 'Your preferences',
    aim: `see and change what you get from ${title}`,
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
    heading: 'Is this your new address?',
    aim: `get the mails of ${title} at this address from now on`,
    button: 'Use this address',
    url: view.newAddressUrl,
    reason:
      'A reader asked for this. If it was not you, do nothing: without your click no further mail will come.',
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
    paragraphs: words.map(paragraphFields),
    action: null,
    links: [],
    reason,
    footerLinks: [],
    postalAddress: null,
  });
  return { subject, html, text: plainMail(words, [reason]) };
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
    paragraphs: notice.paragraphs.map(paragraphFields),
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
    text: plainMail([...notice.paragraphs, links.join('\n')], [reason]),
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
    READER: 'each of your readers',
  };
  const html = await renderEditionHtml(templates, view, banner);
  const text = renderEditionText(view, view.postalAddress ?? '(no postal address yet)');
  const links = banner.links.map((link) => `${link.label}: ${link.url}`);
  const top = [wrap(banner.words, TEXT_WIDTH), ...links].join('\n');
  return {
    subject: `Preview: ${oneLine(view.subject)}`,
    html: fillPlaces(html, values, escapeHtml),
    text: `${top}\n\n${'='.repeat(TEXT_WIDTH)}\n\n${fillPlaces(text, values, (value) => value)}`,
  };
}

interface ButtonWords {
  readonly subject: string;
  readonly heading: string;
  /** What stands before the sentence about the button, and after it. */
  readonly before?: string;
  readonly after?: string;
  /** What pressing the button does, to follow "to". */
  readonly aim: string;
  readonly button: string;
  readonly url: string;
  readonly reason: string;
}

/** The text has no button: there it is a link that is opened. */
async function renderButton(templates: Templates, blog: MailBlog, words: ButtonWords): Promise<RenderedMail> {
  const { subject, heading, before = '', after = '', aim, button, url, reason } = words;
  const sentence = [before, `Press the button to ${aim}.`, after].filter((part) => part !== '').join(' ');
  const html = await templates.render('confirm', {
    ...blogFields(blog),
    subject,
    heading,
    sentence,
    button,
    url,
    reason,
    preheader: sentence,
    footerLinks: [],
    postalAddress: null,
  });
  const text = plainMail([before, `To ${aim}, open this link:`, url, after, reason], blogLines(blog));
  return { subject, html, text };
}

function blogLines(blog: MailBlog): readonly string[] {
  return [oneLine(blog.title), blog.url];
}

function blogFields(blog: MailBlog): TemplateView {
  return { language: blog.language, blogTitle: oneLine(blog.title), blogUrl: blog.url };
}

/** What stands between back-ticks is code: a command, or what a file says. */
function paragraphFields(words: string): TemplateView {
  const pieces = words.split(/`([^`]+)`/).map((piece, index) => ({
    prose: index % 2 === 0 ? piece : '',
    code: index % 2 === 0 ? null : piece,
  }));
  return { words, pieces };
}
